"""Vouchers as a SIE file of type 4I, which accounting programs of Sweden read.

Format: SIE-gruppen, "SIE filformat", edition 4B: lines that begin with a label, in code page 437,
texts in quotation marks, debit above 0 and credit below.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from tamio import __version__
from tamio.commerce.subscriptions.deferred.sold import Account

_ENCODING = "cp437"
#: Signs that the code page has not, and what is as good.
_PLAIN = str.maketrans(
    {
        "–": "-",
        "—": "-",
        "−": "-",
        "’": "'",
        "‘": "'",
        "“": '"',
        "”": '"',
        "…": "...",
        "×": "x",
        "\\": "/",
    }
)
_ORGANISATION_NUMBER = re.compile(r"(?:\d\d)?(\d{6})-?(\d{4})")


@dataclass(frozen=True, slots=True)
class Row:
    """Debit above 0, credit below."""

    account: Account
    amount: Decimal
    text: str = ""


@dataclass(frozen=True, slots=True)
class Voucher:
    """Its rows sum to nothing. It has no number: whoever reads the file gives it one."""

    dated: date
    text: str
    rows: Sequence[Row]


def sie_file(
    vouchers: Sequence[Voucher], *, company: str, organisation_number: str, made_on: date
) -> bytes:
    """The whole file. Raises ValueError for a voucher that does not balance."""
    lines = [
        "#FLAGGA 0",
        f"#PROGRAM {_text('Tamio')} {_text(__version__)}",
        "#FORMAT PC8",
        f"#GEN {made_on:%Y%m%d}",
        "#SIETYP 4",
        *_number_lines(organisation_number),
        f"#FNAMN {_text(company)}",
        *_accounts(vouchers),
    ]
    for voucher in vouchers:
        lines += _voucher(voucher)
    return ("\r\n".join(lines) + "\r\n").encode(_ENCODING)


def _number_lines(organisation_number: str) -> Iterator[str]:
    if written := _ORGANISATION_NUMBER.fullmatch(organisation_number):
        yield f"#ORGNR {written[1]}-{written[2]}"


def _accounts(vouchers: Iterable[Voucher]) -> list[str]:
    every = {row.account.number: row.account for each in vouchers for row in each.rows}
    return [f"#KONTO {number} {_text(every[number].name)}" for number in sorted(every)]


def _voucher(voucher: Voucher) -> list[str]:
    if sum(row.amount for row in voucher.rows):
        raise ValueError(f"the voucher of {voucher.dated} does not balance")
    rows = [
        f"  #TRANS {row.account.number} {{}} {row.amount:.2f} {_text('')} {_text(row.text)}"
        for row in voucher.rows
    ]
    head = f"#VER {_text('')} {_text('')} {voucher.dated:%Y%m%d} {_text(voucher.text)}"
    return [head, "{", *rows, "}"]


def _text(text: str) -> str:
    """In quotation marks, with none of the signs that the file has no room for."""
    plain = "".join(_sign(sign) for sign in text.translate(_PLAIN) if sign.isprintable())
    return '"' + plain.replace('"', '\\"') + '"'


def _sign(sign: str) -> str:
    for tried in (sign, unicodedata.normalize("NFKD", sign)[0]):
        try:
            tried.encode(_ENCODING)
        except UnicodeEncodeError:
            continue
        return tried
    return "?"
