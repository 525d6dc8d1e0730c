"""A letter as plain text: for readers that show no HTML, and for people who want none."""

from collections.abc import Iterator, Sequence

from tamio.commerce.letters.blocks import (
    Block,
    Button,
    Card,
    Facts,
    Goods,
    Heading,
    Link,
    Paragraph,
)
from tamio.commerce.letters.look import Look


def drawn(title: str, blocks: Sequence[Block], *, look: Look) -> str:
    parts = [look.name, title, *("\n".join(_lines(block)) for block in blocks)]
    foot = ["-- ", *look.seller]  # as signatures begin, so that replies leave it out
    return "\n\n".join([*parts, "\n".join(foot)]) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(text):
            yield text
            yield "-" * min(len(text), 60)
        case Paragraph(text):
            yield text
        case Button(label, address) | Link(label, address):
            yield f"{label}:"
            yield address
        case Facts(rows):
            yield from (f"{term}: {value}" for term, value in rows)
        case Card(label=label, worth=worth, code=code, below=below):
            yield f"{label}: {worth}"
            yield code
            yield below
        case Goods(rows):
            for text, count, amount in rows:
                yield "  ".join(part for part in (f"- {text}", count, amount) if part)
