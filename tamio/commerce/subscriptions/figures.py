"""What subscriptions bring in a month, and how many begin and end, month by month."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum

from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Interval, Unit, start_of
from tamio.commerce.subscriptions.models import Charge, ChargeKind, Subscription

MONTHS = 12
_MONTH = Interval(1, Unit.MONTH)
_NOTHING = Decimal("0.00")


@dataclass(slots=True)
class Month:
    """`begins` is its first day and `at` the one its money is of: its last, or today.

    `recurring` is what all that is billed for that day comes to a month, without VAT, in the
    store's currency; `others` in other ones. `living` were there when it began, of whom `lost`
    are those that ended in it; `ended` counts also who came in the same month.
    """

    begins: date
    at: date
    recurring: Decimal = _NOTHING
    others: dict[str, Decimal] = field(default_factory=dict)
    paying: int = 0
    started: int = 0
    ended: int = 0
    living: int = 0
    lost: int = 0

    @property
    def churn(self) -> Decimal | None:
        """In percent, one decimal; None where there was nobody to lose."""
        if not self.living:
            return None
        return round(Decimal(100 * self.lost) / self.living, 1)


def figures(*, store: Store, today: date) -> Sequence[Month]:
    """The last twelve months with this one, oldest first. Two queries."""
    first = today.replace(day=1)
    starts = [start_of(n, anchor=first, interval=_MONTH) for n in range(1 - MONTHS, 2)]
    months = [
        Month(begins=begins, at=min(then - timedelta(days=1), today))
        for begins, then in itertools.pairwise(starts)
    ]
    _count_money(months, store)
    _count_people(months, [store.start_of(day) for day in starts], store)
    return months


def _count_money(months: Sequence[Month], store: Store) -> None:
    sums: list[defaultdict[str, Decimal]] = [defaultdict(Decimal) for _month in months]
    for row in _charged(months, store):
        rate = row["vat_rate"] if row["subscription__prices_include_vat"] else _NOTHING
        a_month = periods_a_month(row["unit"], row["count"]) / (1 + rate / 100)
        for at, (month, by_currency) in enumerate(zip(months, sums, strict=True)):
            by_currency[row["subscription__currency"]] += (row[f"sum_{at}"] or 0) * a_month
            month.paying += row[f"charged_{at}"] - row[f"back_{at}"]
    for month, by_currency in zip(months, sums, strict=True):
        rounded = {code: round_half_up(amount) for code, amount in by_currency.items() if amount}
        month.recurring = rounded.pop(store.currency, _NOTHING)
        month.others = rounded


def _charged(months: Sequence[Month], store: Store) -> Sequence[dict[str, Any]]:
    """By what makes a price another price a month: the interval, and the VAT in it.

    What is given back from a day on has what was charged with the opposite sign, so that from
    that day on the two are nothing.
    """
    charges = Charge.objects.filter(
        _CHARGED | _GIVEN_BACK & ~Exists(_EARLIER_PART),
        subscription__store=store,
        ends__gt=months[0].at,
    ).annotate(unit=F("line__version__unit"), count=F("line__version__count"))
    wanted: dict[str, Any] = {}
    for at, month in enumerate(months):
        holds = _holds(month.at)
        wanted[f"sum_{at}"] = Sum("whole", filter=holds)
        # What was added to a subscription is no subscriber more.
        first = holds & Q(line__is_addon=False)
        wanted[f"charged_{at}"] = Count("pk", filter=first & _CHARGED)
        wanted[f"back_{at}"] = Count("pk", filter=first & _GIVEN_BACK)
    by = ("unit", "count", "subscription__currency", "subscription__prices_include_vat", "vat_rate")
    return list(charges.order_by().values(*by).annotate(**wanted))


_CHARGED = Q(kind=ChargeKind.PERIOD, invoice__isnull=False)
_GIVEN_BACK = Q(kind=ChargeKind.CREDIT, by_note=False)
#: What is given back on several invoices is written in parts, and counts once.
_EARLIER_PART = Charge.objects.filter(
    _GIVEN_BACK, credits=OuterRef("credits"), pk__lt=OuterRef("pk")
)


def _holds(day: date) -> Q:
    """Charges for that day, of lines that had not ended."""
    return Q(starts__lte=day, ends__gt=day) & (Q(line__ends=None) | Q(line__ends__gt=day))


def periods_a_month(unit: str, count: int) -> Decimal:
    """How many periods of that interval a month is, on average."""
    days = Decimal(365) / 12
    a_month = {
        Unit.DAY: days,
        Unit.WEEK: days / 7,
        Unit.MONTH: Decimal(1),
        Unit.YEAR: Decimal(1) / 12,
    }
    return a_month[Unit(unit)] / count


def _count_people(months: Sequence[Month], edges: Sequence[datetime], store: Store) -> None:
    wanted: dict[str, Any] = {}
    for at, (begins, ends) in enumerate(itertools.pairwise(edges)):
        first, last = months[at].begins, months[at].at
        came_before = Q(started_on__lt=first)
        went = Q(ended_at__gte=begins, ended_at__lt=ends)
        wanted[f"started_{at}"] = Count("pk", filter=Q(started_on__range=(first, last)))
        wanted[f"ended_{at}"] = Count("pk", filter=went)
        wanted[f"living_{at}"] = Count(
            "pk", filter=came_before & (Q(ended_at=None) | Q(ended_at__gte=begins))
        )
        wanted[f"lost_{at}"] = Count("pk", filter=came_before & went)
    counted = Subscription.objects.filter(store=store).aggregate(**wanted)
    for at, month in enumerate(months):
        for name in ("started", "ended", "living", "lost"):
            setattr(month, name, counted[f"{name}_{at}"])
