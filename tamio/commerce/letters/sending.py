"""Writes a letter in the buyer's language and queues it. Always inside a transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import override

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.drawing import draw
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.look import look_of
from tamio.commerce.letters.models import InvoiceMessage, LetterSettings, settings_of
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.pieces import Ways
from tamio.commerce.links.addresses import order_address, withdrawal_address
from tamio.commerce.links.models import OrderLink
from tamio.commerce.mail.enclosures import Enclosure
from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter, queue
from tamio.commerce.stores.models import Store
from tamio.outbox.states import Priority

#: Given what the store says in the letter's language, and that language: what the letter says.
Write = Callable[[StoreSays, str], Body]


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """Which invoice a letter is about, for what fact, and who asked for it."""

    invoice: Invoice
    fact: str | None = None
    sent_by: str = ""


def send(
    *,
    store: Store,
    kind: Kind,
    recipient: str,
    language: str,
    write: Write,
    now: datetime,
    about: About | None = None,
    priority: Priority = Priority.SALE,
    enclosures: Sequence[Enclosure] = (),
) -> Message:
    """The message, written and queued in this transaction, as `post` does."""
    letter = letter_of(store=store, language=language, write=write)
    return post(
        letter,
        store=store,
        kind=kind,
        recipient=recipient,
        now=now,
        about=about,
        priority=priority,
        enclosures=enclosures,
    )


def post(
    letter: Letter,
    *,
    store: Store,
    kind: Kind,
    recipient: str,
    now: datetime,
    about: About | None = None,
    priority: Priority = Priority.SALE,
    enclosures: Sequence[Enclosure] = (),
) -> Message:
    """The message, queued in this transaction. Raises ValidationError for what is no address."""
    message = queue(
        store_id=store.pk,
        kind=kind.value,
        recipient=recipient,
        letter=letter,
        now=now,
        priority=priority,
        enclosures=enclosures,
    )
    if about is not None:
        InvoiceMessage.objects.create(
            message=message,
            invoice=about.invoice,
            kind=kind,
            fact=about.fact,
            sent_by=about.sent_by,
        )
    return message


def letter_of(
    *, store: Store, language: str, write: Write, settings: LetterSettings | None = None
) -> Letter:
    """The letter as it would be sent, in the store's look."""
    settings = settings or settings_of(store)
    with override(language):
        body = write(says_of(store, settings=settings, language=language), language)
        return draw(body, look=look_of(store, settings=settings, language=language))


def says_of(store: Store, *, settings: LetterSettings, language: str) -> StoreSays:
    return StoreSays(
        name=store.name,
        address=f"{store.line1}, {store.postal_code} {store.city}",
        email=store.email,
        returns=settings.text("returns", language=language),
        exceptions=settings.text("exceptions", language=language),
    )


def ways_of(store: Store, link: OrderLink) -> Ways:
    return Ways(
        order=order_address(store, link.token),
        withdrawal=withdrawal_address(store, link.token),
    )
