"""The account of a row: one pure function, and the order in which choices go before each other.

The product's own account, then the cell of the matrix (under OSS the country's, then the general
one), then the main choice of the item type. Shipping, fees and discounts have cells of their own,
and without a choice there are booked as the goods or services they go with: the VAT on freight
follows the goods. See docs/accounts.md and decision 0017.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.sync.accounts.cells import GIFT_CARDS, ROUNDING, SOLD, Cell, Place, Taxed, taxed

_PLACES = {
    LineKind.SHIPPING.value: Place.SHIPPING,
    LineKind.FEE.value: Place.FEE,
    LineKind.DISCOUNT.value: Place.DISCOUNT,
}
#: Those that are a product or reduce one, and so may follow its own account.
_OF_A_PRODUCT = frozenset({LineKind.ITEM.value, LineKind.DISCOUNT.value})


class Row(Protocol):
    """What the decision asks of a row.

    `kind` is a LineKind, `vat_rate` is in percent, `buyer_country` an ISO code.
    """

    @property
    def kind(self) -> str: ...
    @property
    def item_type(self) -> str: ...
    @property
    def vat_treatment(self) -> str: ...
    @property
    def vat_rate(self) -> Decimal: ...
    @property
    def buyer_country(self) -> str: ...
    @property
    def product_id(self) -> int | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class SoldRow:
    """A Row by itself."""

    kind: str = LineKind.ITEM
    item_type: str
    vat_treatment: str
    vat_rate: Decimal
    buyer_country: str
    product_id: int | None = None


class Main(StrEnum):
    """The two choices that every merchant makes; the settings' own names of them."""

    GOODS = "goods_account"
    SERVICES = "services_account"


@dataclass(frozen=True, slots=True)
class OfProduct:
    """A product's own account."""

    product_id: int


#: What a decision is made by.
Ground = Cell | Main | OfProduct


@dataclass(frozen=True, slots=True)
class Decision:
    """`number` and what it was chosen for; no number: nothing was chosen, and nothing stands in."""

    number: int | None
    ground: Ground


class NoAccount(Exception):
    """A row has no account that Fortnox would take; `known` is whether the chart has it at all."""

    def __init__(self, decision: Decision, *, known: bool) -> None:
        super().__init__(f"{decision.ground}: {decision.number}")
        self.decision = decision
        self.known = known


@dataclass(frozen=True, slots=True, kw_only=True)
class RevenueAccounts:
    """What a store has chosen. `cells` by key, `products` by pk.

    `buyer_country` is that of the sale whose lines are asked about, an ISO code; it counts under
    OSS only. `chart` says of each account whether it is active; None while none has been read,
    and then only Fortnox can tell. `rounding_of_chart` is the chart's own account for öre
    rounding, `gift_cards_of_chart` that for gift cards that have not been used.
    """

    goods: int
    services: int
    cells: Mapping[str, int] = field(default_factory=dict)
    products: Mapping[int, int] = field(default_factory=dict)
    chart: Mapping[int, bool] | None = None
    rounding_of_chart: int | None = None
    gift_cards_of_chart: int | None = None
    buyer_country: str = ""

    def of_line(self, line: InvoiceLine) -> int | None:
        """The account of a line of the sale; None for text. Raises NoAccount."""
        return self.of(sold_row(line, buyer_country=self.buyer_country))

    def of(self, row: Row) -> int | None:
        """The account of `row`; None for a row of text, which has none. Raises NoAccount."""
        decision = self.decide(row)
        if decision is None:
            return None
        if decision.number is None or not self.is_active(decision.number):
            known = decision.number is not None and decision.number in (self.chart or {})
            raise NoAccount(decision, known=known)
        return decision.number

    def decide(self, row: Row) -> Decision | None:
        """By what `row` is booked where, whether or not the account still stands."""
        if row.kind == LineKind.TEXT:
            return None
        if row.kind == LineKind.ROUNDING:
            return Decision(self.cells.get(ROUNDING.key, self.rounding_of_chart), ROUNDING)
        if row.kind == LineKind.GIFT_CARD:
            return Decision(self.cells.get(GIFT_CARDS.key, self.gift_cards_of_chart), GIFT_CARDS)
        chosen = ((ground, self._chosen(ground)) for ground in grounds(row))
        return next(Decision(number, ground) for ground, number in chosen if number is not None)

    def is_active(self, number: int) -> bool:
        return self.chart is None or self.chart.get(number, False)

    def _chosen(self, ground: Ground) -> int | None:
        if isinstance(ground, Cell):
            return self.cells.get(ground.key)
        if isinstance(ground, OfProduct):
            return self.products.get(ground.product_id)
        return self.goods if ground is Main.GOODS else self.services


def grounds(row: Row) -> Iterator[Ground]:
    """What may decide a row that carries VAT or could, the first choice first.

    Raises ValueError for a kind of row that has no rule.
    """
    if row.kind not in _OF_A_PRODUCT and row.kind not in _PLACES:
        raise ValueError(f"there is no account rule for a row of kind {row.kind!r}")
    how = taxed(treatment=row.vat_treatment, rate=row.vat_rate, country=row.buyer_country)
    if row.kind in _PLACES:
        yield from _cells(_PLACES[row.kind], how)
    if row.kind in _OF_A_PRODUCT and row.product_id is not None:
        yield OfProduct(row.product_id)
    is_goods = row.item_type == ItemType.PHYSICAL
    yield from _cells(SOLD[0] if is_goods else SOLD[1], how)
    yield Main.GOODS if is_goods else Main.SERVICES


def _cells(place: Place, how: Taxed) -> Iterator[Cell]:
    yield Cell(place, how)
    if how.country:
        yield Cell(place, Taxed(Treatment.OSS))


def sold_row(line: InvoiceLine, *, buyer_country: str) -> SoldRow:
    """The row that `line` is: by the country whose VAT it carries, else by the buyer's."""
    return SoldRow(
        kind=line.kind,
        item_type=line.item_type,
        vat_treatment=line.vat_treatment,
        vat_rate=line.vat_rate,
        buyer_country=line.vat_country or buyer_country,
        product_id=line.product_id,
    )
