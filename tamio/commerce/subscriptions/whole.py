"""Subscriptions read whole: with all that billing reads. Of a few the SQL is written once."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Prefetch, QuerySet, prefetch_related_objects

from tamio.commerce.subscriptions.models import (
    Charge,
    PlannedChange,
    PriceNotice,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
)
from tamio.prepared import Prepared, hold

#: So many are cheaper to read one by one, by SQL that stands, than together by SQL written anew.
FEW = 5


def whole(subscriptions: QuerySet[Subscription]) -> QuerySet[Subscription]:
    """Six queries, however many there are."""
    return subscriptions.select_related("store", "customer").prefetch_related(*_more())


def whole_of(pk: int) -> Subscription:
    """The one. Raises Subscription.DoesNotExist."""
    found = _ONE.first(pk)
    if found is None:
        raise Subscription.DoesNotExist(f"there is no subscription {pk}")
    return made_whole([found])[0]


def made_whole(subscriptions: Sequence[Subscription]) -> Sequence[Subscription]:
    """Those, read with store and customer, with the rest read too."""
    if len(subscriptions) > FEW:
        prefetch_related_objects(subscriptions, *_more())
        return subscriptions
    for each in subscriptions:
        hold(each, "lines", _LINES_OF.rows(each.pk))
        for name, rows in _LISTS.items():
            found = rows.rows(each.pk)
            for one in found:
                one.subscription = each
            setattr(each, name, found)
    return subscriptions


def _more() -> list[Any]:
    return [
        Prefetch("lines", queryset=_lines()),
        Prefetch("charges", queryset=_waiting(), to_attr="waits"),
        Prefetch("planned_changes", queryset=_planned(), to_attr="planned"),
        Prefetch("price_notices", queryset=_notices(), to_attr="notices"),
        with_running(),
    ]


def with_running() -> Any:
    """To be prefetched where no more is read than the discount that runs."""
    return Prefetch("discounts", queryset=_running(), to_attr="running")


def _lines() -> QuerySet[SubscriptionLine]:
    return SubscriptionLine.objects.select_related("version__plan__variant__product")


def _waiting() -> QuerySet[Charge]:
    waiting = Charge.objects.filter(invoice=None, settled_at=None)
    return waiting.select_related(
        "line__version__plan__variant__product", "credits", "discounted_by"
    )


def _planned() -> QuerySet[PlannedChange]:
    planned = PlannedChange.objects.filter(done_at=None, dropped_at=None)
    return planned.select_related("version", "line")


def _notices() -> QuerySet[PriceNotice]:
    waiting = PriceNotice.objects.filter(done_at=None, dropped_at=None)
    return waiting.select_related("change")


def _running() -> QuerySet[SubscriptionDiscount]:
    return SubscriptionDiscount.objects.filter(done_at=None, ended_at=None)


_ONE = Prepared(
    lambda pk: Subscription.objects.filter(pk=pk).select_related("store", "customer"), int
)
_LINES_OF = Prepared(lambda pk: _lines().filter(subscription=pk), int)
_LISTS: dict[str, Prepared[Any]] = {
    "waits": Prepared(lambda pk: _waiting().filter(subscription=pk), int),
    "planned": Prepared(lambda pk: _planned().filter(subscription=pk), int),
    "notices": Prepared(lambda pk: _notices().filter(subscription=pk), int),
    "running": Prepared(lambda pk: _running().filter(subscription=pk), int),
}
