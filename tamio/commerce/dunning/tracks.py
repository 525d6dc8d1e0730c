"""A store's tracks: its rows, or the standard ones until it has changed them; and the next step."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.dunning.models import ENDINGS, Act, Case, Step, Track
from tamio.commerce.dunning.models.step import LONGEST_DAYS
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

#: What the audit trail calls them.
TRACKS = "dunning_tracks"
Plan = Sequence[tuple[int, Act]]
#: Written as rows for a store that has none.
STANDARD: Mapping[Track, Plan] = {
    Track.SOFT: [
        (1, Act.TRY), (3, Act.TRY), (4, Act.MAIL), (5, Act.TRY), (7, Act.TRY), (8, Act.MAIL),
        (14, Act.TRY), (15, Act.UNPAID),
    ],
    Track.HARD: [(0, Act.MAIL), (5, Act.MAIL), (14, Act.UNPAID)],
    Track.ACTION: [(0, Act.MAIL), (3, Act.MAIL), (14, Act.UNPAID)],
    Track.INVOICE: [(5, Act.MAIL), (15, Act.MAIL), (30, Act.UNPAID)],
}  # fmt: skip
MOST_STEPS = 12
#: The hour of the store's day at which a step is taken: people are written to by day.
HOUR = 9
_UNTIL_HOUR = 18


def steps_of(store: Store) -> dict[Track, list[Step]]:
    """In the order of their days. Written as the store's own rows when they are first followed."""
    if not (rows := _STEPS.rows(store.pk)):
        Step.objects.bulk_create(_standard(store), ignore_conflicts=True)
        rows = _STEPS.rows(store.pk)
    return _by_track(rows)


def shown_steps(store: Store) -> dict[Track, list[Step]]:
    """The same to look at: nothing is written."""
    return _by_track(_STEPS.rows(store.pk) or _standard(store))


def _standard(store: Store) -> list[Step]:
    return [
        Step(store=store, track=track, after_days=days, act=act)
        for track, plan in STANDARD.items()
        for days, act in plan
    ]


def _by_track(rows: Sequence[Step]) -> dict[Track, list[Step]]:
    return {track: [row for row in rows if row.track == track] for track in Track}


_STEPS = Prepared(lambda store: Step.objects.filter(store=store).order_by("after_days"), int)


def save_tracks(*, store: Store, plans: Mapping[Track, Plan], by: str, now: datetime) -> None:
    """Takes the place of the store's steps; what is under way goes on with the next that is later.

    Raises ValidationError by track.
    """
    if problems := wrong_in({track: plans[track] for track in Track}):
        raise ValidationError(problems)
    with transaction.atomic():
        Store.objects.select_for_update().get(pk=store.pk)
        before = steps_of(store)
        Step.objects.filter(store=store).delete()
        Step.objects.bulk_create(
            Step(store=store, track=track, after_days=days, act=act)
            for track in Track
            for days, act in plans[track]
        )
        note_change(
            subject=Subject(store_id=store.pk, kind=TRACKS, id=store.pk, name=store.name),
            before={
                track.value: _told([(each.after_days, Act(each.act)) for each in steps])
                for track, steps in before.items()
            },
            after={track.value: _told(sorted(plans[track])) for track in Track},
            by=by,
            now=now,
        )


def wrong_in(plans: Mapping[Track, Plan]) -> dict[str, list[str]]:
    """What is wrong with each track as a whole, by its value; empty if all can be followed."""
    return {track.value: said for track, plan in plans.items() if (said := _wrong(track, plan))}


def next_step(case: Case) -> Step | None:
    """The first that is later than the one taken last."""
    steps = steps_of(case.store)[Track(case.track)]
    return next((step for step in steps if step.after_days > case.done_days), None)


def when(case: Case, *, now: datetime) -> datetime | None:
    """When the next step is to be taken; not before tomorrow if one has been taken, so that what
    an outage has held up is not done all at once. None where no step is left.
    """
    step = next_step(case)
    if step is None:
        return None
    today = case.store.date_of(now)
    earliest = today if case.done_days < 0 else today + timedelta(days=1)
    return on_day(max(case.since + timedelta(days=step.after_days), earliest), case.store, now=now)


def on_day(day: date, store: Store, *, now: datetime) -> datetime:
    """In that day's hours: now, if they are now; else the first of them."""
    zone = ZoneInfo(store.time_zone)
    local = now.astimezone(zone)
    if day == local.date() and HOUR <= local.hour < _UNTIL_HOUR:
        return now
    if day == local.date() and local.hour >= _UNTIL_HOUR:
        day += timedelta(days=1)
    return datetime.combine(day, time(HOUR), tzinfo=zone).astimezone(now.tzinfo)


def _wrong(track: Track, plan: Plan) -> list[str]:
    days = [each for each, _act in plan]
    acts = [act for _days, act in sorted(plan)]
    if not plan or len(plan) > MOST_STEPS:
        return [_("Write from 1 to %(most)d steps.") % {"most": MOST_STEPS}]
    if len(set(days)) < len(days):
        return [_("Two steps are on one day. Give each a day of its own.")]
    if min(days) < 0 or max(days) > LONGEST_DAYS:
        return [_("Write days from 0 to %(most)d.") % {"most": LONGEST_DAYS}]
    if acts[-1] not in ENDINGS or any(act in ENDINGS for act in acts[:-1]):
        return [_("The last step says what becomes of the subscription, and no step before it.")]
    if Act.TRY in acts and track != Track.SOFT:
        return [_("Trying the card again helps only where it may work later. Write instead.")]
    return []


def _told(plan: Plan) -> str:
    return ", ".join(f"{days}: {act.value}" for days, act in plan)
