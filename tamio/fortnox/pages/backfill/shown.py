"""A backfill, and the dry run before it, as their pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import pgettext

from tamio.backoffice.access import StoreRequest
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill, Connection, Preflight, Settings
from tamio.fortnox.pages.addresses import panel_of
from tamio.fortnox.pages.backfill.words import chip_of, left_out_words, name_of
from tamio.fortnox.pages.preview.lines import lines_of
from tamio.fortnox.pages.states import chip_of as chip_of_delivery
from tamio.fortnox.pages.submissions import invoice_numbers
from tamio.fortnox.pages.words import author_words
from tamio.fortnox.sync.backfill.estimate import estimate
from tamio.fortnox.sync.backfill.feeding import WINDOW
from tamio.fortnox.sync.backfill.progress import FAILED, Progress, progress
from tamio.fortnox.sync.backfill.scope import (
    Fate,
    Scope,
    counts,
    documents_of,
    outside_years,
    taken,
    within,
)
from tamio.fortnox.sync.backfill.starting import open_backfill
from tamio.fortnox.sync.connect import DESTINATION
from tamio.fortnox.sync.preflight import run as preflight
from tamio.look.chips import Chip
from tamio.outbox import status

#: Documents that need someone, listed on the page; the invoice list has them all.
MOST_FAILURES = 50
#: Said once above the table, or not true of what is sent by a backfill.
_UNSAID = ("text", "manual", "before-start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that needs someone."""

    number: int
    href: str
    chip: Chip
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something that was done to the whole of it."""

    what: str
    at: datetime
    by: str


def dry_run(scope: Scope, *, connection: Connection, settings: Settings) -> dict[str, Any]:
    """What starting it would come to. Nothing is written and no request is sent."""
    store = connection.store
    asked = within(scope, store=store)
    told = estimate(scope, connection=connection, settings=settings)
    fates = counts(asked, settings=settings)
    left_out: dict[Fate, int] = {
        fate: count for fate, count in fates.items() if fate is not Fate.TAKE
    }
    latest = preflight.latest(connection=connection)
    lines = lines_of(told.lines, unsaid=_UNSAID)
    return {
        "estimate": told,
        "lines": lines,
        "stopped": sum(line.preview.stopped for line in lines),
        "left_out": list(left_out_words(left_out, start=settings.start_date)),
        "is_old": bool(fates[Fate.OLD]),
        "years_unknown": latest is None or latest.years is None,
        "outside_years": _outside(scope, store=store, settings=settings, latest=latest),
        "open_backfill": open_backfill(store_id=store.pk),
    }


def following(request: StoreRequest, backfill: Backfill) -> dict[str, Any]:
    """How far it has come: the page, and the part of it that is looked at again and again."""
    store = request.store
    settings = Settings.objects.get(store=store)
    lane = status.lane_of(store_id=store.pk, destination=DESTINATION)
    is_connected = lane is not None and lane.is_open
    far = progress(backfill, settings=settings, now=now())
    return {
        "store": store,
        "backfill": backfill,
        "name": name_of(backfill),
        "chip": chip_of(backfill, is_connected=is_connected),
        "progress": far,
        "is_connected": is_connected,
        "is_full": backfill.runs and far.ahead > 0 and far.stopped >= WINDOW,
        "left_out": list(left_out_words(far.left_out, start=settings.start_date)),
        "failures": failures_of(backfill, store=store) if far.failed else [],
        "acts": list(acts_of(backfill)),
        "may_steer": Right.SUBMIT_INVOICES in request.rights,
        "looks_again_after": _looks_again_after(backfill, far, is_connected=is_connected),
    }


def failures_of(backfill: Backfill, *, store: Store) -> list[Failure]:
    """The first that need someone, with what is wrong. Three queries."""
    found = documents_of(backfill).filter(state__in=FAILED)
    deliveries = list(found.select_related("lane").order_by("pk")[:MOST_FAILURES])
    numbers = invoice_numbers(store=store, deliveries=deliveries)
    return [
        Failure(
            number=numbers[each.pk],
            href=panel_of(store=store, number=numbers[each.pk]),
            chip=chip_of_delivery(each, order_number=""),
            message=str(each.explanation.message) if each.explanation else "",
        )
        for each in deliveries
        if each.pk in numbers
    ]


def acts_of(backfill: Backfill) -> Sequence[Act]:
    """In the order in which they were done."""
    told = (
        (pgettext("backfill", "Started"), backfill.started_at, backfill.started_by),
        (pgettext("backfill", "Paused"), backfill.paused_at, backfill.paused_by),
        (pgettext("backfill", "Resumed"), backfill.resumed_at, backfill.resumed_by),
        (pgettext("backfill", "Stopped"), backfill.stopped_at, backfill.stopped_by),
        (pgettext("backfill", "Finished"), backfill.finished_at, "tamio"),
    )
    done = [Act(what=what, at=at, by=author_words(by)) for what, at, by in told if at is not None]
    return sorted(done, key=lambda act: act.at)


def _outside(scope: Scope, *, store: Store, settings: Settings, latest: Preflight | None) -> int:
    """How many that would be sent are from days of no financial year."""
    if latest is None or latest.years is None:
        return 0
    found = taken(within(scope, store=store), settings=settings)
    return outside_years(found, years=latest.years).count()


def _looks_again_after(backfill: Backfill, far: Progress, *, is_connected: bool) -> int:
    """Seconds; 0 when nothing more happens by itself."""
    if far.on_its_way and is_connected:
        return 2
    return 5 if backfill.runs else 0
