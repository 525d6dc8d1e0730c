"""Fills the slot HealthLight: on every page, whether all is in Fortnox."""

from typing import Any

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.backoffice.access import StoreRequest
from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.pages.standing import is_resting
from tamio.fortnox.sync.connect import DESTINATION
from tamio.look.chips import Chip, Tone
from tamio.outbox.models import Delivery, Lane
from tamio.outbox.states import DUE, SETTLED, State
from tamio.prepared import Prepared

#: All that has not simply arrived, or been skipped.
_UNSETTLED = sorted((frozenset(State) - SETTLED) | {State.DIFFERS})


def chip(request: StoreRequest, store: Store) -> Chip | None:
    """Two queries over what is unsettled: the same few rows however much was sold."""
    lane: Any = _LANE.first(store.pk)
    if lane is None or lane.closed_reason == "not-connected":
        return None
    if not lane.is_open:
        text, tone = _("reconnect"), Tone.NEEDS_YOU
    elif not lane.has_accounts:
        text, tone = _("choose accounts"), Tone.NEEDS_YOU
    elif is_resting(lane, now=now()):
        text, tone = _("no answer"), Tone.WAITING
    else:
        text, tone = _about(_counts(store))
    return Chip(state="Fortnox", text=text, tone=tone, href=page("overview", store=store))


_CHOSEN = Settings.objects.filter(
    store=OuterRef("store"), goods_account__isnull=False, services_account__isnull=False
)
_HAS = {"has_accounts": Exists(_CHOSEN)}
_LANE = Prepared(
    lambda store: Lane.objects.filter(store=store, destination=DESTINATION).annotate(**_HAS), int
)


def _counts(store: Store) -> dict[State, int]:
    ours = Delivery.objects.filter(store=store, destination=DESTINATION, state__in=_UNSETTLED)
    counted = ours.order_by().values_list("state").annotate(Count("pk"))
    return {State(state): count for state, count in counted}


def _about(counts: dict[State, int]) -> tuple[str, Tone]:
    paused = counts.get(State.HELD, 0)
    on_its_way = sum(count for state, count in counts.items() if state in DUE)
    stopped = sum(counts.values()) - on_its_way - paused
    if stopped:
        needs_you = ngettext("%(count)d needs you", "%(count)d need you", stopped)
        return needs_you % {"count": stopped}, Tone.NEEDS_YOU
    if on_its_way:
        return _("%(count)d on the way") % {"count": on_its_way}, Tone.WAITING
    if paused:
        return _("%(count)d paused") % {"count": paused}, Tone.NEUTRAL
    return _("all is there"), Tone.GOOD
