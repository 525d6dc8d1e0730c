"""Reads what is to be spread, line by line: three queries, and memory stays flat."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tamio.commerce.invoices.models import CreditNoteLine, InvoiceLine
from tamio.commerce.invoices.models.invoice import BOOKED_IN
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.sold import Sold
from tamio.commerce.subscriptions.models import Charge, ChargeKind
from tamio.commerce.vat.treatments import Treatment

_AT_ONCE = 2000


@dataclass(frozen=True, slots=True)
class Item:
    """`ore` for the days from `starts` to the day before `ends`, on a document of `dated`."""

    sold: Sold
    currency: str
    dated: date
    ore: int
    starts: date
    ends: date


def items(*, store: Store, first: date, after: date) -> Iterator[Item]:
    """Of documents dated before `after`: those that bear on a day from `first` on.

    Amounts are without VAT, in kronor where the document has a rate of its day; what is taken back
    is below 0.
    """
    known: dict[Any, Sold] = {}
    for read in (_running, _late, _taken):
        rows = read(store, first=first, after=after)
        for row in rows.iterator(chunk_size=_AT_ONCE):
            yield _item(row, known)


def _item(row: tuple[Any, ...], known: dict[Any, Sold]) -> Item:
    """What is sold alike is one object, however many lines there are."""
    (kind, item_type, treatment, rate, country, buyer_country, product,
     starts, ends, net, currency, exchange_rate, back_from, dated) = row  # fmt: skip
    key = row[:_THAT_TELL_APART]
    if key not in known:
        known[key] = Sold(
            kind=kind, item_type=item_type, treatment=treatment, rate=rate, product_id=product,
            country=(country or buyer_country) if treatment == Treatment.OSS else "",
        )  # fmt: skip
    if currency != BOOKED_IN and exchange_rate is not None:
        currency, net = BOOKED_IN, net * exchange_rate
    ore = int(round_half_up(net) * 100)
    return Item(known[key], currency, dated, ore, back_from or starts, ends)


#: Of a line; the first of them are what makes it another sale.
_COLUMNS = (
    "kind", "item_type", "vat_treatment", "vat_rate", "vat_country", "invoice__buyer_country",
    "product_id", "period_start", "period_end",
)  # fmt: skip
_THAT_TELL_APART = 7
_MONEY = ("invoice__currency", "invoice__exchange_rate")


def _running(store: Store, *, first: date, after: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Lines with days from `first` on, whenever they were sold.

    The store is compared as a sum: by its index a database would read all that it ever sold, and
    these are found by their last day.
    """
    own = _lines(after).alias(owner=F("invoice__store") + Value(0)).filter(owner=store.pk)
    found: QuerySet[Any, tuple[Any, ...]] = own.filter(period_end__gt=first)
    return found


def _late(store: Store, *, first: date, after: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Lines of earlier days, on invoices from `first` on."""
    billed = _lines(after).filter(invoice__store=store, invoice__invoice_date__gte=first)
    return billed.filter(period_end__lte=first)


def _lines(after: date) -> QuerySet[Any, tuple[Any, ...]]:
    lines = InvoiceLine.objects.filter(
        invoice__issued_at__isnull=False, invoice__invoice_date__lt=after
    ).exclude(net=Decimal(0))
    return lines.order_by().values_list(
        *_COLUMNS, "net", *_MONEY, "period_start", "invoice__invoice_date"
    )


def _taken(store: Store, *, first: date, after: date) -> QuerySet[Any, tuple[Any, ...]]:
    """Credit notes take back from the days that they are for: all of the line's, or the unused."""
    lines = CreditNoteLine.objects.filter(
        Q(line__period_end__gt=first)
        | Q(credit_note__credit_date__gte=first, line__period_end__isnull=False),
        credit_note__store=store,
        credit_note__issued_at__isnull=False,
        credit_note__credit_date__lt=after,
    ).exclude(net=Decimal(0))
    return lines.order_by().values_list(
        *(f"line__{name}" for name in _COLUMNS), "net", *(f"line__{name}" for name in _MONEY),
        Coalesce(Subquery(_UNUSED_FROM), Subquery(_ENDED_WITH)), "credit_note__credit_date",
    )  # fmt: skip


#: Since which day a credit note of a subscription gives its days back: it and what it settles were
#: written in the same moment.
_UNUSED_FROM = Charge.objects.filter(
    kind=ChargeKind.CREDIT,
    by_note=True,
    settled_at=OuterRef("credit_note__issued_at"),
    credits__invoice=OuterRef("line__invoice"),
    credits__position=OuterRef("line__position"),
).values("starts")[:1]
#: The same note may take back what was taken off there, or a part of another line: of those too it
#: is the days from then on.
_ENDED_WITH = (
    Charge.objects.filter(
        kind=ChargeKind.CREDIT,
        by_note=True,
        settled_at=OuterRef("credit_note__issued_at"),
        subscription__charges__invoice=OuterRef("line__invoice"),
        subscription__charges__position=OuterRef("line__position"),
        starts__gte=OuterRef("line__period_start"),
        starts__lt=OuterRef("line__period_end"),
    )
    .order_by("-starts")
    .values("starts")[:1]
)
