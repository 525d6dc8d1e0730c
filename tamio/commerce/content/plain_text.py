"""What a merchant writes as plain text, read as headings, lists and paragraphs.

Blocks are divided by empty lines. A block of one short line that does not end as a sentence does is
a heading; lines that begin with a hyphen are a list, those that begin with 1., 2., 3. a numbered
one; all else is a paragraph, whose lines stay lines. There are no other signs to learn, and no way
to write HTML: whoever shows it escapes it.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

_LONGEST_HEADING = 80
_BULLET = re.compile(r"[-–•]\s+")
_NUMBER = re.compile(r"\d{1,3}[.)]\s+")


class Kind(StrEnum):
    """What a block is shown as."""

    HEADING = "heading"
    BULLETS = "bullets"
    NUMBERS = "numbers"
    PARAGRAPH = "paragraph"


@dataclass(frozen=True, slots=True)
class Block:
    """`lines` without the signs that made them items of a list."""

    kind: Kind
    lines: Sequence[str]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


def blocks_of(text: str) -> list[Block]:
    """The blocks of `text`, in order."""
    written = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n").strip())
    blocks = [[line.strip() for line in block.splitlines()] for block in written if block.strip()]
    last = len(blocks) - 1
    return [_block(lines, is_last=at == last) for at, lines in enumerate(blocks)]


def _block(lines: Sequence[str], *, is_last: bool) -> Block:
    for kind, sign in ((Kind.BULLETS, _BULLET), (Kind.NUMBERS, _NUMBER)):
        if all(sign.match(line) for line in lines):
            return Block(kind, [sign.sub("", line, count=1) for line in lines])
    if len(lines) == 1 and not is_last and _reads_as_heading(lines[0]):
        return Block(Kind.HEADING, lines)
    return Block(Kind.PARAGRAPH, lines)


def _reads_as_heading(line: str) -> bool:
    return len(line) <= _LONGEST_HEADING and line[-1] not in ".:;,!)" and "@" not in line
