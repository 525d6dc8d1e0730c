"""Looks at the lanes and queues at most one digest per person: the worker does it now and then."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.mail.queueing import queue
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts.digest import Troubles, digest, told_at, told_of
from tamio.fortnox.alerts.people import everyone
from tamio.fortnox.alerts.troubles import troubles_of
from tamio.fortnox.models import AlertSent, AlertSettings
from tamio.outbox.lease import Clock

#: What still stands is told again after so long, also if nothing is new.
REMIND = timedelta(days=3)


def look(clock: Clock) -> None:
    """Whoever has nothing new to hear, or heard something a moment ago, is left alone."""
    now = clock()
    people = everyone()
    known = Store.objects.in_bulk(set().union(*people.values()))
    troubles = troubles_of(stores=list(known), now=now)
    every = dict(AlertSettings.objects.values_list("store", "every_hours"))
    for user, reached in people.items():
        stores = sorted((known[pk] for pk in reached), key=lambda store: store.name)
        _tell(user, stores, troubles, every, now)


def _tell(
    user: User, stores: Sequence[Store], troubles: Troubles, every: Mapping[int, int], now: datetime
) -> None:
    with transaction.atomic():
        last = AlertSent.objects.select_for_update().filter(user=user).first()
        if last is not None and now - last.at < _pause(stores, every):
            return
        if not _is_worth_telling(stores, troubles, last, now):
            return
        told = [each for each in stores if troubles.get(each.pk) or told_of(last, each.pk)]
        letter = digest(user=user, stores=told, troubles=troubles, last=last)
        queue(store_id=told[0].pk, kind="alerts", recipient=user.email, letter=letter, now=now)
        AlertSent.objects.update_or_create(
            user=user, defaults={"at": now, "troubles": _kinds(stores, troubles)}
        )


def _pause(stores: Sequence[Store], every: Mapping[int, int]) -> timedelta:
    default = AlertSettings._meta.get_field("every_hours").default
    return timedelta(hours=min(every.get(store.pk, default) for store in stores))


def _is_worth_telling(
    stores: Sequence[Store], troubles: Troubles, last: AlertSent | None, now: datetime
) -> bool:
    standing = [(store.pk, each) for store in stores for each in troubles.get(store.pk, ())]
    if not standing:
        # All is well again: told once, to whoever was told that it was not.
        return any(told_of(last, store.pk) for store in stores)
    if last is not None and last.troubles and now - last.at >= REMIND:
        return True
    return any(each.is_news(told_at(last), told_of(last, pk)) for pk, each in standing)


def _kinds(stores: Sequence[Store], troubles: Troubles) -> dict[str, list[str]]:
    return {
        str(store.pk): [each.name for each in troubles[store.pk]]
        for store in stores
        if troubles.get(store.pk)
    }
