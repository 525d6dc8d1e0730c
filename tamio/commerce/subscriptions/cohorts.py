"""Who began in the same month: what share of them is still there, month after month."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from django.db.models import Count
from django.db.models.functions import TruncMonth

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.spreading import MonthNumber, first_of, month_of
from tamio.commerce.subscriptions.models import Subscription

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Cohort:
    """`left` of the `began` had not ended when the month was over that many months after the one
    that `begins`; the last of them is this month as it is today.
    """

    begins: date
    began: int
    left: Sequence[int]

    @property
    def shares(self) -> list[int]:
        """In percent, whole, halves up; none where nobody began."""
        twice = 2 * self.began
        return [(200 * each + self.began) // twice for each in self.left if twice]


def cohorts(*, store: Store, today: date) -> list[Cohort]:
    """Of the last twelve months with this one, oldest first. One query."""
    now = month_of(today)
    first = now - MONTHS + 1
    begun = Subscription.objects.filter(
        store=store, started_on__gte=first_of(first), started_on__lte=today
    )
    rows = (
        begun.order_by()
        .values(begun=TruncMonth("started_on"))
        .annotate(over=TruncMonth("ended_at", tzinfo=ZoneInfo(store.time_zone)), count=Count("pk"))
        .values_list("begun", "over", "count")
    )
    found: dict[MonthNumber, dict[MonthNumber | None, int]] = defaultdict(dict)
    for begins, over, count in rows:
        found[month_of(begins)][over and month_of(over)] = count
    return [_cohort(month, found[month], now=now) for month in range(first, now + 1)]


def _cohort(
    begins: MonthNumber, ended: Mapping[MonthNumber | None, int], *, now: MonthNumber
) -> Cohort:
    """`ended`: how many of them did, by the month in which; None for those who are there."""
    left = [
        sum(count for month, count in ended.items() if month is None or month > until)
        for until in range(begins, now + 1)
    ]
    return Cohort(first_of(begins), sum(ended.values()), left)
