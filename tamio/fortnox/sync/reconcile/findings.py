"""What a comparison finds, before it is stored."""

import json
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from tamio.fortnox.client.models.order import OrderSummary
from tamio.fortnox.models import Finding, FindingKind
from tamio.fortnox.sync.kept_rows import KeptRow
from tamio.fortnox.sync.reconcile.sales import Sale


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One finding. `detail` may hold: `rows` (before and after, of those that changed), `moved`
    (the day before and after), `other` (an order number), `invoice` (Fortnox's own number of it),
    `notes` (numbers of credit notes), `currency`, `customer`, `unread` (known from the list alone).
    """

    kind: FindingKind
    day: date
    currency: str
    sale: Sale | None = None
    order_number: str = ""
    ours: Decimal | None = None
    theirs: Decimal | None = None
    detail: dict[str, Any] = field(default_factory=dict)

    @property
    def key(self) -> str:
        """The same as long as it is the same thing: what it is about, amounts, what changed."""
        about = self.sale.number if self.sale else None
        said = [self.kind, about, self.order_number, str(self.ours), str(self.theirs), self.detail]
        return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()

    def row(self) -> Finding:
        """To be saved with its reconciliation."""
        return Finding(
            kind=self.kind,
            key=self.key,
            invoice_id=self.sale.pk if self.sale else None,
            order_number=self.order_number,
            day=self.day,
            currency=self.currency,
            ours=self.ours,
            theirs=self.theirs,
            detail=self.detail,
        )


def of_sale(
    kind: FindingKind, sale: Sale, *, theirs: Decimal | None = None, **detail: Any
) -> Found:
    """About a sale and the order that Tamio knows of."""
    return Found(
        kind=kind,
        sale=sale,
        day=sale.day,
        currency=sale.currency,
        order_number=sale.order_number,
        ours=sale.target.total,
        theirs=theirs,
        detail=detail,
    )


def of_order(
    kind: FindingKind,
    order: OrderSummary,
    *,
    sale: Sale | None,
    day: date,
    currency: str,
    **detail: Any,
) -> Found:
    """About an order other than the one Tamio knows of. `currency`: if the list does not say."""
    return Found(
        kind=kind,
        sale=sale,
        day=day,
        currency=order.currency or currency,
        order_number=order.document_number,
        ours=sale.target.total if sale else None,
        theirs=order.total,
        detail=detail | {"customer": order.customer_name or order.customer_number},
    )


def changed_rows(before: list[KeptRow], after: list[KeptRow]) -> list[dict[str, Any]]:
    """Row by row where they are not the same: number from 1, before and after, null for none."""
    longest = max(len(before), len(after))
    pairs = [(_at(before, place), _at(after, place)) for place in range(longest)]
    return [
        {"row": place, "before": old, "after": new}
        for place, (old, new) in enumerate(pairs, start=1)
        if old != new
    ]


def _at(rows: list[KeptRow], place: int) -> list[str] | None:
    return list(rows[place]) if place < len(rows) else None
