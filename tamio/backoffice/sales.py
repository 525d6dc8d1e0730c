"""What a store has sold, day by day, for the figures and the chart on its first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from django.db.models import Count, Sum

from tamio.commerce.invoices.models import Channel
from tamio.commerce.stores.models import Store

DAYS = 30
_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sold:
    """Total with VAT, and how many invoices it came from."""

    total: Decimal = _NOTHING
    count: int = 0

    def __add__(self, other: "Sold") -> "Sold":
        return Sold(self.total + other.total, self.count + other.count)


@dataclass(frozen=True, slots=True)
class Sales:
    """One entry a day, oldest first, in the store's currency; the rest by its own currency."""

    days: Sequence[tuple[date, Sold]]
    other: Sequence[tuple[str, Sold]]

    def last(self, days: int) -> Sold:
        return sum((sold for _, sold in self.days[-days:]), Sold())


def sales(*, store: Store, today: date) -> Sales:
    """The last 30 days with today, in one query. Test sales are no sales."""
    first = today - timedelta(days=DAYS - 1)
    by_day: dict[date, Sold] = {}
    other: dict[str, Sold] = {}
    for day, currency, total, count in _rows(store, first):
        if currency == store.currency:
            by_day[day] = Sold(total, count)
        else:
            other[currency] = other.get(currency, Sold()) + Sold(total, count)
    days = [first + timedelta(days=passed) for passed in range(DAYS)]
    return Sales(days=[(day, by_day.get(day, Sold())) for day in days], other=sorted(other.items()))


def _rows(store: Store, first: date) -> Sequence[tuple[date, str, Decimal, int]]:
    sold = store.invoices.filter(invoice_date__gte=first).exclude(channel=Channel.TEST_SALE)
    grouped = sold.order_by().values_list("invoice_date", "currency")
    return list(grouped.annotate(Sum("total"), Count("pk")))
