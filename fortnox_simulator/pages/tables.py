"""Tables, and what stands in their place when they are empty."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fortnox_simulator.pages.markup import Child, Html, tag

SHOWN = 200


@dataclass(frozen=True)
class Column:
    title: str
    class_: str = ""


def text(title: str) -> Column:
    return Column(title)


def number(title: str) -> Column:
    return Column(title, "number")


def tight(title: str) -> Column:
    return Column(title, "nowrap")


def table(columns: Sequence[Column], rows: Iterable[Sequence[Child]], *, fresh: int = 0) -> Html:
    """`fresh` marks that many rows from the top as just arrived."""
    head = tag("tr", [tag("th", c.title, scope="col", class_=c.class_ or None) for c in columns])
    body = [
        tag(
            "tr",
            [
                tag("td", cell, class_=column.class_ or None)
                for cell, column in zip(row, columns, strict=True)
            ],
            class_="fresh" if position < fresh else None,
        )
        for position, row in enumerate(rows)
    ]
    return tag(
        "div", tag("table", tag("thead", head), tag("tbody", body)), class_="scroll", tabindex="0"
    )


def counted(count: int, content: Html) -> Html:
    """Says when not all of `count` are shown."""
    note = f"De senaste {SHOWN} av {count}." if count > SHOWN else None
    return tag("section", content, tag("p", note, class_="quiet small"))


def empty(message: str) -> Html:
    return tag("p", message, class_="empty")


def state(word: str, kind: str = "") -> Html:
    """A word with a dot; `kind` is good, waiting, wrong or nothing."""
    return tag("span", word, class_=f"state {kind}".strip())


def link(words: Child, address: str) -> Html:
    return tag("a", words, href=address)
