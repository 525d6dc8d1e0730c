"""Fills the slot DashboardCard: "is everything in Fortnox?", answered at the first glance."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tamio.backoffice.access import StoreRequest
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import invoices_in
from tamio.fortnox.pages.standing import Standing, Wire, standing
from tamio.fortnox.pages.states import filter_of
from tamio.fortnox.pages.words import STATES
from tamio.look.chips import Chip, Tone
from tamio.outbox.states import DUE, State


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the card says: the standing, how much it matters, and what is not there by state."""

    standing: Standing
    tone: Tone
    missing: list[Chip]


def render(request: StoreRequest, store: Store) -> SafeString:
    """The whole card."""
    shown = {
        "answer": answer(standing(store=store, now=now())),
        "store": store,
        "may_connect": Right.CONNECT_INTEGRATIONS in request.rights,
    }
    return render_to_string("fortnox/card.html", shown, request=request)


def answer(stands: Standing) -> Answer:
    return Answer(standing=stands, tone=_tone(stands), missing=list(_missing(stands)))


def _tone(stands: Standing) -> Tone:
    if stands.wire == Wire.NOT_CONNECTED:
        return Tone.NEEDS_YOU if stands.absent else Tone.NEUTRAL
    if stands.wire in {Wire.CONSENT_LOST, Wire.NO_ACCOUNTS}:
        return Tone.NEEDS_YOU
    if stands.tally.needs_someone > stands.tally.by_state[State.HELD]:
        return Tone.NEEDS_YOU
    return Tone.WAITING if stands.absent else Tone.GOOD


def _missing(stands: Standing) -> Iterator[Chip]:
    """One chip a state that is not done, with how many, leading to those invoices."""
    counts = stands.tally.by_state
    store = stands.store
    for state, (word, tone) in STATES.items():
        count = stands.tally.on_its_way if state == State.WAITING else counts[state]
        if count and state not in {State.SUBMITTED, State.SKIPPED} | (DUE - {State.WAITING}):
            href = invoices_in(store=store, state=filter_of(state))
            yield Chip(state=word, tone=tone, text=str(count), href=href)
