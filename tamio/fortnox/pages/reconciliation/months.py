"""What was found of each month's sales, and what has become of it: over all comparings."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import cache

from django.db.models import Max

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, Reconciliation, SettledFinding

MONTHS = 12


class Became(StrEnum):
    """What has become of a finding. PUT_RIGHT: a later comparing of that day finds it no more."""

    PUT_RIGHT = "put-right"
    SETTLED = "settled"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One thing that did not agree, however often it was found. `latest`: the key of the finding
    that says so last.
    """

    latest: int
    day: date
    became: Became


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """By the day of the sale."""

    begins: date
    counts: dict[Became, int]

    @property
    def found(self) -> int:
        return sum(self.counts.values())


def months(*, store: Store, tenant_id: str, today: date) -> list[Month]:
    """The last twelve, the oldest first. Three queries, over what was compared in them."""
    begins = [_back(today, passed) for passed in range(MONTHS - 1, -1, -1)]
    counts = {each: dict.fromkeys(Became, 0) for each in begins}
    for each in found_in(store=store, tenant_id=tenant_id, since=begins[0]):
        month = counts.get(each.day.replace(day=1))
        if month is not None:
            month[each.became] += 1
    return [Month(begins=each, counts=counts[each]) for each in begins]


def found_in(
    *, store: Store, tenant_id: str, since: date, until: date | None = None
) -> list[Found]:
    """Of sales from `since` on, and before `until`. Three queries."""
    whole = Reconciliation.objects.filter(store=store, tenant_id=tenant_id, last__gte=since)
    runs = whole.exclude(ended_at=None).order_by("-pk")
    if until is not None:
        runs = runs.filter(first__lt=until)
    newest = _newest(list(runs.values_list("pk", "first", "last")))
    # What is settled was found before, and that was after the sale.
    settled = SettledFinding.objects.filter(store=store, settled_at__gte=_midnight(since))
    keys = set(settled.values_list("key", flat=True))
    rows = Finding.objects.filter(reconciliation__in=runs.order_by(), day__gte=since).order_by()
    if until is not None:
        rows = rows.filter(day__lt=until)
    latest = rows.values_list("key").annotate(Max("pk"), Max("day"), Max("reconciliation"))
    return [
        Found(
            latest=pk, day=day, became=_became(is_settled=key in keys, seen=run, newest=newest(day))
        )
        for key, pk, day, run in latest
    ]


def _midnight(day: date) -> datetime:
    """Before it is that day anywhere."""
    return datetime.combine(day, time(), UTC) - timedelta(days=1)


def following(month: date) -> date:
    """The first day of the month after it."""
    return _month(month.year * 12 + month.month)


def _became(*, is_settled: bool, seen: int, newest: int) -> Became:
    if is_settled:
        return Became.SETTLED
    return Became.OPEN if seen >= newest else Became.PUT_RIGHT


def _newest(runs: Sequence[tuple[int, date, date]]) -> Callable[[date], int]:
    """By day, the key of the run that compared it last; `runs` are the newest first."""

    @cache
    def of(day: date) -> int:
        return next((pk for pk, first, last in runs if first <= day <= last), 0)

    return of


def _back(today: date, passed: int) -> date:
    return _month(today.year * 12 + today.month - 1 - passed)


def _month(counted: int) -> date:
    return date(counted // 12, counted % 12 + 1, 1)


def became_of(found: Iterable[Found], wanted: Became | None) -> list[Found]:
    """Those of which that has become; all for None."""
    return [each for each in found if wanted is None or each.became == wanted]
