"""Lines before they are rows, and what lines sum to."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Protocol

from tamio.commerce.invoices.kinds import WITHOUT_VAT, LineKind
from tamio.commerce.vat import amounts
from tamio.commerce.vat.amounts import Amounts

_NOTHING = Decimal("0.00")

#: More than this in one invoice is a mistake in someone's units, not a sale.
MOST_AMOUNT = Decimal(999_999_999)


class HasAmounts(Protocol):
    """A line, drafted or stored."""

    @property
    def kind(self) -> str: ...
    @property
    def vat_rate(self) -> Decimal: ...
    @property
    def net(self) -> Decimal: ...
    @property
    def vat(self) -> Decimal: ...
    @property
    def gross(self) -> Decimal: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LineDraft:
    """One line to be sold; its amounts follow from price, quantity, discount and rate.

    `discount` is taken off price times quantity and is, as they are, with VAT or without;
    `discount_percent` only says how it was arrived at. A period is half-open. `vat_country` is
    where the VAT is due, "" where none is.
    """

    sku: str
    description: str
    item_type: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    vat_rate: Decimal
    vat_treatment: str
    includes_vat: bool
    vat_country: str = ""
    product_id: int | None = None
    variant_id: int | None = None
    kind: str = LineKind.ITEM
    discount: Decimal = _NOTHING
    discount_percent: Decimal | None = None
    period_start: date | None = None
    period_end: date | None = None

    @property
    def amounts(self) -> Amounts:
        return amounts.of_line(
            unit_price=self.unit_price,
            quantity=self.quantity,
            discount=self.discount,
            rate=self.vat_rate,
            includes_vat=self.includes_vat,
        )

    @property
    def net(self) -> Decimal:
        return self.amounts.net

    @property
    def vat(self) -> Decimal:
        return self.amounts.vat

    @property
    def gross(self) -> Decimal:
        return self.amounts.gross

    def columns(self) -> dict[str, Any]:
        """The fields of an InvoiceLine."""
        found = self.amounts
        stored = {name: getattr(self, name) for name in _stored()}
        return stored | {"net": found.net, "vat": found.vat, "gross": found.gross}


@cache
def _stored() -> tuple[str, ...]:
    return tuple(each.name for each in fields(LineDraft) if each.name != "includes_vat")


@dataclass(frozen=True, slots=True)
class VatSum:
    """What was sold at one rate: the row of a VAT specification."""

    rate: Decimal
    amounts: Amounts


def sums(lines: Sequence[HasAmounts]) -> Amounts:
    """The document's totals: the lines' own amounts, added."""
    return Amounts(
        net=sum((line.net for line in lines), _NOTHING),
        vat=sum((line.vat for line in lines), _NOTHING),
        gross=sum((line.gross for line in lines), _NOTHING),
    )


def vat_sums(lines: Iterable[HasAmounts]) -> list[VatSum]:
    """One row per rate, highest first. Texts and öre rounding are taxed at no rate at all."""
    by_rate: dict[Decimal, list[HasAmounts]] = defaultdict(list)
    for line in lines:
        if line.kind not in WITHOUT_VAT:
            by_rate[line.vat_rate].append(line)
    return [VatSum(rate, sums(by_rate[rate])) for rate in sorted(by_rate, reverse=True)]
