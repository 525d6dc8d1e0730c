"""Reads a SIE file as an accounting program does: strictly, and sharing no code with the writer."""

import shlex
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass
class ReadVoucher:
    dated: str
    text: str
    rows: list[tuple[str, Decimal, str]] = field(default_factory=list)


@dataclass
class ReadFile:
    labels: dict[str, list[str]] = field(default_factory=dict)
    accounts: dict[str, str] = field(default_factory=dict)
    vouchers: list[ReadVoucher] = field(default_factory=list)


def read_sie(content: bytes) -> ReadFile:
    """Raises AssertionError for what the format does not allow."""
    lines = content.decode("cp437").split("\r\n")
    assert lines.pop() == "", "the last line has no end"
    found, inside = ReadFile(), False
    for line in lines:
        assert "\n" not in line
        words = _words(line)
        if words in (["{"], ["}"]):
            assert inside is (words == ["}"])
            inside = words == ["{"]
        elif inside:
            label, account, objects, amount, _date, text = words
            assert (label, objects) == ("#TRANS", "{}")
            assert account in found.accounts, "an account that was not named before"
            found.vouchers[-1].rows.append((account, Decimal(amount), text))
        elif words[0] == "#VER":
            _label, _series, _number, dated, text = words
            found.vouchers.append(ReadVoucher(dated, text))
        elif words[0] == "#KONTO":
            found.accounts[words[1]] = words[2]
        else:
            assert words[0] not in found.labels, "a label that stands twice"
            found.labels[words[0]] = words[1:]
    assert not inside
    return found


def _words(line: str) -> list[str]:
    reader = shlex.shlex(line, posix=True)
    reader.whitespace, reader.whitespace_split = " \t", True
    reader.commenters, reader.quotes, reader.escapedquotes = "", '"', '"'
    return list(reader)
