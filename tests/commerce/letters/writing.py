"""Sold, written and delivered, as the worker would."""

from datetime import datetime

from tamio.commerce.letters.models import InvoiceMessage, LetterSettings
from tamio.commerce.mail.models import Message
from tamio.commerce.stores.models import Store
from tamio.outbox import destinations
from tamio.outbox.drain import drain_due
from tests.factories import NOW


def work(now: datetime = NOW) -> None:
    """All that has happened by `now` is written of, and messages are handed to the mail server."""
    later = now + destinations.named("letters").after
    drain_due(clock=lambda: later)
    drain_due(clock=lambda: later)


def settings_for(store: Store, **fields: object) -> LetterSettings:
    made, _is_new = LetterSettings.objects.update_or_create(store=store, defaults=fields)
    return made


def letter(kind: str) -> Message:
    """The one message of that kind."""
    return Message.objects.get(kind=kind)


def kinds_about(invoice_id: int) -> list[str]:
    return list(InvoiceMessage.objects.filter(invoice=invoice_id).values_list("kind", flat=True))
