"""Fills the slot IntegrationEntry: Fortnox's row on the Integrations page."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.slots import IntegrationEntry
from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.standing import Wire, standing
from tamio.look.chips import Chip, Text, Tone

WIRES: dict[Wire, tuple[Text, Tone]] = {
    Wire.NOT_CONNECTED: (_("Not connected"), Tone.NEUTRAL),
    Wire.CONSENT_LOST: (pgettext_lazy("submission", "Reconnect"), Tone.NEEDS_YOU),
    Wire.NO_ACCOUNTS: (_("Needs accounts"), Tone.NEEDS_YOU),
    Wire.NO_ANSWER: (_("No answer"), Tone.WAITING),
    Wire.WORKING: (_("Connected"), Tone.GOOD),
}


def wire_chip(wire: Wire, *, href: str = "") -> Chip:
    word, tone = WIRES[wire]
    return Chip(state=word, tone=tone, href=href)


def _status(request: StoreRequest, store: Store) -> Chip:
    return wire_chip(standing(store=store, now=now()).wire)


ENTRY = IntegrationEntry(
    key="fortnox",
    name="Fortnox",
    tagline=_("Every sale becomes an order in your accounting, by itself."),
    url_name="backoffice:fortnox:overview",
    status=_status,
)
