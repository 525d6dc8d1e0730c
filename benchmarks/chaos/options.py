"""What a run is told on its command line."""

import argparse
from dataclasses import dataclass
from random import Random


@dataclass(frozen=True, kw_only=True, slots=True)
class Options:
    """`seconds` is how long the chaos lasts, `patience` how long the quiet after it may take."""

    seed: int = 1
    seconds: float = 3600
    lanes: int = 40
    invoices: int = 4000
    workers: int = 3
    kill_every: float = 4
    patience: float = 900

    def draw(self, who: str) -> Random:
        """A generator of its own for each who acts, so that none disturbs another's draws."""
        return Random(f"{self.seed} {who}")


def parse(arguments: list[str]) -> tuple[Options, str]:
    """The options, and the database: `sqlite` or an address."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60, help="how long the chaos lasts")
    parser.add_argument("--database", default="sqlite", help="sqlite, or postgresql://… (empty)")
    parser.add_argument("--lanes", type=int, default=40, help="stores, each with its company")
    parser.add_argument("--invoices", type=int, default=4000)
    parser.add_argument("--workers", type=int, default=3, help="processes")
    parser.add_argument("--kill-every", type=float, default=4, help="seconds, on average")
    parser.add_argument("--patience", type=float, default=15, help="minutes for the quiet after it")
    given = parser.parse_args(arguments)
    options = Options(
        seed=given.seed,
        seconds=given.minutes * 60,
        lanes=given.lanes,
        invoices=given.invoices,
        workers=given.workers,
        kill_every=given.kill_every,
        patience=given.patience * 60,
    )
    return options, given.database
