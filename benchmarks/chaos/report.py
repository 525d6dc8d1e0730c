"""A run, told."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict

from benchmarks.chaos.run import Outcome

_MOST_FINDINGS = 60


def lines_of(outcome: Outcome) -> Iterator[str]:
    yield "== Figures"
    for name, figure in asdict(outcome.figures).items():
        if isinstance(figure, Mapping):
            yield f"{_words(name)}:"
            yield from (f"    {count:6} {what}" for what, count in figure.items())
        else:
            yield f"{_words(name)}: {figure:.0f}"
    if not outcome.wrong:
        yield "== Exactly one order for every invoice, and nothing is wrong"
        return
    yield f"== WRONG: {len(outcome.wrong)}"
    yield from outcome.wrong[:_MOST_FINDINGS]


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
