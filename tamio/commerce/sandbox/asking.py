"""A person asks for a store's clock to be moved, and may have it stopped on its way."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import note_change
from tamio.commerce.sandbox.guards import refusal, subject_of
from tamio.commerce.sandbox.models import ClockMove
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Interval, Unit, start_of

#: In one move: what a person can still look through.
FARTHEST = Interval(24, Unit.MONTH)


def today_of(store: Store, *, now: datetime) -> date:
    """The day that the store's clock says. `now` is the house's, here and below."""
    return store.date_of(now + store.clock_ahead)


def move_under_way(store: Store) -> ClockMove | None:
    return ClockMove.objects.filter(store=store, done_at=None).first()


def in_months(store: Store, months: int, *, now: datetime) -> date:
    """The same day of the month, or the last one if the month is shorter."""
    return start_of(1, anchor=today_of(store, now=now), interval=Interval(months, Unit.MONTH))


def ask(*, store: Store, to: date, by: str, now: datetime) -> ClockMove:
    """Has the clock moved to that day, by the worker or whoever else goes on with it.

    Raises ValidationError ("to", "store"): only forward, only a sandbox's, one move at once.
    """
    with transaction.atomic():
        found = Store.objects.select_for_update().get(pk=store.pk)
        if said := refusal(found):
            raise ValidationError({"store": [said]})
        if under_way := move_under_way(found):
            said = _("The clock is being moved to %(day)s. Wait until it is there, or stop it.")
            raise ValidationError({"store": [said % {"day": under_way.to_date}]})
        today = today_of(found, now=now)
        _check(to, today)
        note_change(
            subject=subject_of(found), before={"day": today}, after={"day": to}, by=by, now=now
        )
        return ClockMove.objects.create(
            store=found, from_date=today, to_date=to, by=by, asked_at=now
        )


def stop(*, store: Store, by: str, now: datetime) -> bool:
    """Leaves the clock where it has got to; False if it was not on its way."""
    with transaction.atomic():
        found = Store.objects.select_for_update().get(pk=store.pk)
        move = move_under_way(found)
        if move is None:
            return False
        today = today_of(found, now=now)
        ClockMove.objects.filter(pk=move.pk).update(done_at=now, stopped_on=today)
        note_change(
            subject=subject_of(found), before={"day": move.to_date}, after={"day": today},
            by=by, now=now,
        )  # fmt: skip
        return True


def _check(to: date, today: date) -> None:
    if to <= today:
        said = _("Choose a day after %(day)s: the clock only goes forward.")
        raise ValidationError({"to": [said % {"day": today}]})
    farthest = start_of(1, anchor=today, interval=FARTHEST)
    if to > farthest:
        said = _("Choose a day until %(day)s: two years at most in one move.")
        raise ValidationError({"to": [said % {"day": farthest}]})
