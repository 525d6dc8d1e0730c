"""What stores have sold: one store day by day, this month and last; many stores this month."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from django.db.models import Count, Q, QuerySet, Sum

from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.stores.models import Store

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Sold:
    """Total with VAT, and how many invoices it came from."""

    total: Decimal = _NOTHING
    count: int = 0

    def __add__(self, other: "Sold") -> "Sold":
        return Sold(self.total + other.total, self.count + other.count)


#: A day and what was sold on it.
Day = tuple[date, Sold]
#: Sums by currency, in the order of their codes.
Currencies = Sequence[tuple[str, Sold]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sales:
    """Every day of both months, in the store's currency; `other`: this month's by its own."""

    on_date: date
    this_month: Sequence[Day]
    last_month: Sequence[Day]
    other: Currencies

    @property
    def today(self) -> Sold:
        return self.this_month[self.on_date.day - 1][1]

    @property
    def so_far(self) -> Sold:
        return _together(self.this_month)

    @property
    def whole_last(self) -> Sold:
        return _together(self.last_month)

    @property
    def last_so_far(self) -> Sold:
        """Last month until the same day; all of it if it has no such day."""
        return _together(self.last_month[: self.on_date.day])

    @property
    def percent(self) -> int | None:
        """How much more than last month by the same day; None if nothing was sold then."""
        before = self.last_so_far.total
        if not before:
            return None
        more = (self.so_far.total - before) * 100 / before
        return int(more.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def sales(*, store: Store, today: date) -> Sales:
    """This month and last, in one query. Test sales are no sales."""
    first = today.replace(day=1)
    last_first = (first - timedelta(days=1)).replace(day=1)
    by_day: dict[date, Sold] = {}
    other: dict[str, Sold] = {}
    sold = _sold(Q(store=store, invoice_date__gte=last_first))
    rows = sold.values_list("invoice_date", "currency").annotate(Sum("total"), Count("pk"))
    for day, currency, total, count in rows:
        if currency == store.currency:
            by_day[day] = Sold(total, count)
        elif day >= first:
            other[currency] = other.get(currency, Sold()) + Sold(total, count)
    return Sales(
        on_date=today,
        this_month=[(day, by_day.get(day, Sold())) for day in _days(first)],
        last_month=[(day, by_day.get(day, Sold())) for day in _days(last_first)],
        other=sorted(other.items()),
    )


def this_month(stores: Mapping[Store, date]) -> dict[int, dict[str, Sold]]:
    """By store's pk and currency: this month of each, where it is that day. One query."""
    months: dict[date, list[int]] = {}
    for store, today in stores.items():
        months.setdefault(today.replace(day=1), []).append(store.pk)
    wanted = Q(pk__in=[])
    # At most two: around midnight one store is in another month than the next.
    for first, pks in months.items():
        wanted |= Q(store__in=pks, invoice_date__gte=first)
    found: dict[int, dict[str, Sold]] = {}
    rows = _sold(wanted).values_list("store_id", "currency").annotate(Sum("total"), Count("pk"))
    for pk, currency, total, count in rows:
        found.setdefault(pk, {})[currency] = Sold(total, count)
    return found


def _sold(wanted: Q) -> QuerySet[Invoice]:
    return Invoice.objects.filter(wanted).exclude(channel=Channel.TEST_SALE).order_by()


def _days(first: date) -> list[date]:
    """All of the month that begins then."""
    following = (first + timedelta(days=31)).replace(day=1)
    return [first + timedelta(days=passed) for passed in range((following - first).days)]


def _together(days: Iterable[Day]) -> Sold:
    return sum((sold for _, sold in days), Sold())
