"""How far an invoice's goods have come: sold, credited, shipped, returned, and left to ship."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.db.models import DecimalField, F, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.fulfilment.models import ReturnLine, ShipmentLine
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import CreditNoteLine, Invoice, InvoiceLine
from tamio.commerce.stores.models import Store

_NOTHING = Decimal(0)
_GOODS = Q(kind=LineKind.ITEM, item_type=ItemType.PHYSICAL, quantity__gt=0)


class Stage(StrEnum):
    """Where an invoice's goods are, in one word."""

    NOTHING = "nothing"  # services and digital things only: nothing is ever shipped
    TO_SHIP = "to-ship"
    PARTLY = "partly"
    SHIPPED = "shipped"
    CANCELLED = "cancelled"  # all was credited before it left


@dataclass(frozen=True, slots=True, kw_only=True)
class Goods:
    """One line of goods, in units of it."""

    line: InvoiceLine
    credited: Decimal = _NOTHING
    shipped: Decimal = _NOTHING
    returned: Decimal = _NOTHING

    @property
    def left(self) -> Decimal:
        """Still to be shipped. What was credited after it had come back was shipped once."""
        never_sent = max(_NOTHING, self.credited - self.returned)
        return max(_NOTHING, self.line.quantity - self.shipped - never_sent)

    @property
    def away(self) -> Decimal:
        """With the buyer: what can come back."""
        return max(_NOTHING, self.shipped - self.returned)


def goods_of(invoice: Invoice) -> list[Goods]:
    """The lines that are goods, in the invoice's order. Four queries, three if lines are known."""
    return goods_of_all([invoice])[invoice.pk]


def goods_of_all(invoices: Sequence[Invoice]) -> dict[int, list[Goods]]:
    """As `goods_of`, by the invoice's pk: no more queries however many there are, if their lines
    are known.
    """
    sold = {each.pk: [line for line in each.lines.all() if is_goods(line)] for each in invoices}
    lines = [line for rows in sold.values() for line in rows]
    if not lines:
        return {pk: [] for pk in sold}
    credited = _units(
        CreditNoteLine.objects.filter(line__in=lines, quantity__isnull=False).exclude(
            credit_note__issued_at=None
        )
    )
    shipped = _units(ShipmentLine.objects.filter(line__in=lines, shipment__taken_back_at=None))
    returned = _units(ReturnLine.objects.filter(line__in=lines))

    def goods(line: InvoiceLine) -> Goods:
        return Goods(
            line=line,
            credited=credited.get(line.pk, _NOTHING),
            shipped=shipped.get(line.pk, _NOTHING),
            returned=returned.get(line.pk, _NOTHING),
        )

    return {pk: [goods(line) for line in rows] for pk, rows in sold.items()}


def is_goods(line: InvoiceLine | LineDraft) -> bool:
    """Whether somebody has to send it: an item one can hold, and that is not itself taken back."""
    goods = line.kind == LineKind.ITEM and line.item_type == ItemType.PHYSICAL
    return goods and line.quantity > 0


def stage_of(goods: Sequence[Goods]) -> Stage:
    if not goods:
        return Stage.NOTHING
    has_left = any(each.shipped for each in goods)
    if any(each.left for each in goods):
        return Stage.PARTLY if has_left else Stage.TO_SHIP
    return Stage.SHIPPED if has_left else Stage.CANCELLED


def to_ship(invoices: QuerySet[Invoice], *, store: Store) -> QuerySet[Invoice]:
    """Those of the store's own sales with something left to ship; `invoices` are all the store's.

    Only what it awaits is looked at, so it costs what is open there: not what was ever sold, and
    not what other stores have open.
    """
    shipped = _sum(ShipmentLine.objects.filter(line=OuterRef("pk"), shipment__taken_back_at=None))
    credited = _sum(
        CreditNoteLine.objects.filter(
            line=OuterRef("pk"), quantity__isnull=False, credit_note__issued_at__isnull=False
        )
    )
    returned = _sum(ReturnLine.objects.filter(line=OuterRef("pk")))
    counted = InvoiceLine.objects.filter(_GOODS, invoice__awaited__store=store).annotate(
        shipped_units=shipped, credited_units=credited, returned_units=returned
    )
    # As `Goods.left`: what came back before it was credited does not count as never sent.
    open_lines = counted.filter(
        Q(credited_units__lte=F("returned_units"), quantity__gt=F("shipped_units"))
        | Q(
            credited_units__gt=F("returned_units"),
            quantity__gt=F("shipped_units") + F("credited_units") - F("returned_units"),
        )
    )
    return invoices.filter(awaited__store=store, pk__in=open_lines.values("invoice"))


def _units(rows: Iterable[ShipmentLine | CreditNoteLine | ReturnLine]) -> dict[int, Decimal]:
    units: dict[int, Decimal] = {}
    for row in rows:
        units[row.line_id] = units.get(row.line_id, _NOTHING) + (row.quantity or _NOTHING)
    return units


def _sum(
    rows: "QuerySet[ShipmentLine] | QuerySet[CreditNoteLine] | QuerySet[ReturnLine]",
) -> Coalesce:
    field: DecimalField = DecimalField(max_digits=12, decimal_places=4)  # type: ignore[type-arg]
    summed = rows.order_by().values("line").annotate(units=Sum("quantity")).values("units")
    return Coalesce(Subquery(summed, output_field=field), _NOTHING, output_field=field)
