"""Sales, and what has to stand in Fortnox for each: account, rate, amount and VAT of every row.

The table in cases.json is worked out from the facts on Swedish commerce, not from the code: `why`
names their section (1 rates, 3 zero rates, 4 OSS, 5 accounts, 6 freight and fees, 7 öre rounding).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

Row = tuple[int, str, str, str]
"""Account, rate in percent, amount (with VAT where the prices are), VAT."""


@dataclass(frozen=True, kw_only=True)
class Line:
    """A period is half-open."""

    type: str
    quantity: str
    price: str
    rate: str
    percent: str | None = None
    discount: str | None = None
    period: Sequence[str] | None = None


@dataclass(frozen=True, kw_only=True)
class Case:
    """`credited`: units taken back afterwards, by the line's position; sums are then the net, and
    the last rows what was taken back.
    """

    name: str
    why: str
    buyer: str
    with_vat: bool
    currency: str
    oss: bool
    lines: Sequence[Line]
    card: str
    rows: Sequence[Row]
    total: str
    vat: str
    shipping: str | None = None
    fee: str | None = None
    discount: str | None = None
    rounding: str | None = None
    credited: Mapping[str, str] = field(default_factory=dict)


def cases() -> list[Case]:
    """All of the table, in its order."""
    told = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))
    return [
        Case(
            **case
            | {
                "lines": [Line(**line) for line in case["lines"]],
                "rows": [tuple(row) for row in case["rows"]],
            }
        )
        for case in told
    ]
