"""What a process's share of the stores came to, and what it took."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from pathlib import Path
from resource import RUSAGE_CHILDREN, RUSAGE_SELF, getrusage

_FILE = "result.json"
_MOST_FINDINGS = 60


@dataclass(kw_only=True, slots=True)
class Result:
    """`years`, `proof` and `sender`: seconds of processor, the program's start among them."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)
    years: float = 0.0
    proof: float = 0.0
    sender: float = 0.0

    def keep(self, folder: Path) -> None:
        kept = {each.name: getattr(self, each.name) for each in fields(self)}
        (folder / _FILE).write_text(json.dumps(kept), "utf-8")

    def told(self) -> Iterator[str]:
        """In lines."""
        for what, count in self.counts.items():
            yield f"{count:8} {what}"
        yield f"{self.years:8.0f} seconds of processor for the years"
        yield f"{self.proof:8.0f} for the proof"
        yield f"{self.sender:8.0f} for the senders"
        if self.wrong:
            yield f"WRONG: {len(self.wrong)}"
            yield from self.wrong[:_MOST_FINDINGS]
        else:
            yield "nothing is missing, doubled or summed otherwise"


def folder_of(folder: Path, part: int) -> Path:
    return folder / f"part-{part}"


def kept_in(folder: Path, part: int) -> Result | None:
    """Of a part that has come to its end there."""
    try:
        kept = json.loads((folder_of(folder, part) / _FILE).read_text("utf-8"))
    except FileNotFoundError:
        return None
    return Result(**kept | {"counts": Counter(kept["counts"])})


def sum_of(results: Iterable[Result]) -> Result:
    summed = Result()
    for each in results:
        summed.counts.update(each.counts)
        summed.wrong += each.wrong
        summed.years += each.years
        summed.proof += each.proof
        summed.sender += each.sender
    return summed


def own_seconds() -> float:
    """Of processor, that this process has used."""
    used = getrusage(RUSAGE_SELF)
    return used.ru_utime + used.ru_stime


def children_seconds() -> float:
    """Of processor, that processes have used which this one has started, and which have ended."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
