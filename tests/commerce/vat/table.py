"""Sales of one product, and what each comes to.

The figures in table.json are worked out from the facts on Swedish commerce and from the rates' own
dates, with pencil and paper: VAT = gross * rate / (100 + rate) or net * rate / 100, half up. `why`
names the facts' section: 1 rates, 3 zero rates and their texts, 4 OSS.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Case:
    """`buyer`, `store` and `product` are what differs from the ordinary: a private person in Sweden
    who buys goods of the standard class for 199.00 with VAT, in a store without OSS.

    `comes_to` is treatment, rate, country of the VAT, net, VAT, gross.
    """

    name: str
    why: str
    day: str
    comes_to: list[str]
    buyer: Mapping[str, str] = field(default_factory=dict)
    store: Mapping[str, Any] = field(default_factory=dict)
    product: Mapping[str, Any] = field(default_factory=dict)
    quantity: int = 1
    standing: str = "unasked"
    says: str = ""


def cases() -> list[Case]:
    """All of the table, in its order."""
    told = json.loads((Path(__file__).parent / "table.json").read_text("utf-8"))
    return [Case(**case) for case in told]
