"""Receives a withdrawal: a row with its time, an acknowledgement, and a notice to the store."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.blocks import Body
from tamio.commerce.letters.kinds import Kind
from tamio.commerce.letters.sending import About, Write, send
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.withdrawal import Declared, acknowledgement, notice
from tamio.commerce.links.addresses import backoffice_address
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import Withdrawal
from tamio.outbox.states import Priority

#: So many an hour are taken from one address; a person has no need of more.
MOST_AN_HOUR = 5


class TooMany(Exception):
    """The address has sent more withdrawals in an hour than anybody has need of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """What was written on the page. `invoice` is known where the order's own link was used."""

    token: uuid.UUID
    name: str
    email: str
    order_number: str
    what: str
    language: str
    invoice: Invoice | None = None


def declare(*, store: Store, declaration: Declaration, now: datetime) -> Withdrawal:
    """The withdrawal; sent again with the same token it is the first one. Raises TooMany.

    Whether there is such an order changes nothing that whoever sends it can see.
    """
    with transaction.atomic():
        known = store.withdrawals.filter(token=declaration.token).first()
        if known is not None:
            return known
        _refuse_too_many(store, declaration, now)
        made, is_new = Withdrawal.objects.get_or_create(
            token=declaration.token,
            defaults={
                "store": store,
                "received_at": now,
                "name": declaration.name,
                "email": declaration.email,
                "order_number": declaration.order_number,
                "what": declaration.what,
                "language": declaration.language,
                "invoice": declaration.invoice or _meant(store, declaration),
            },
        )
        if is_new:
            _write(made, now=now)
        return made


def declared_by(withdrawal: Withdrawal) -> Declared:
    """What its letters tell."""
    return Declared(
        name=withdrawal.name,
        email=withdrawal.email,
        order_number=withdrawal.order_number,
        what=withdrawal.what,
        received_at=withdrawal.received_at,
        zone=withdrawal.store.time_zone,
    )


def _refuse_too_many(store: Store, declaration: Declaration, now: datetime) -> None:
    lately = store.withdrawals.filter(
        email__iexact=declaration.email, received_at__gt=now - timedelta(hours=1)
    )
    if lately.count() >= MOST_AN_HOUR:
        raise TooMany


def _meant(store: Store, declaration: Declaration) -> Invoice | None:
    """By number, or by the payment reference that stands beside it; and only with the address that
    bought: a number alone says nothing, for numbers follow one another.
    """
    digits = declaration.order_number.strip().removeprefix("#")
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 18):
        return None
    theirs = store.invoices.filter(buyer_email__iexact=declaration.email, issued_at__isnull=False)
    found: Invoice | None = (
        theirs.filter(number=int(digits)).first()
        or theirs.filter(payments__reference=digits).first()
    )
    return found


def _write(withdrawal: Withdrawal, *, now: datetime) -> None:
    store, declared = withdrawal.store, declared_by(withdrawal)
    about = About(invoice=withdrawal.invoice) if withdrawal.invoice else None
    send(
        store=store,
        kind=Kind.WITHDRAWAL,
        recipient=withdrawal.email,
        language=withdrawal.language,
        write=_acknowledge(declared),
        now=now,
        about=about,
        priority=Priority.CLICK,
    )
    address = backoffice_address(store, f"withdrawals/{withdrawal.pk}/")
    send(
        store=store,
        kind=Kind.NOTICE,
        recipient=store.email,
        language=store.language,
        write=_notify(declared, address),
        now=now,
    )


def _acknowledge(declared: Declared) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        return acknowledgement(declared, says=says, language=language)

    return write


def _notify(declared: Declared, address: str) -> Write:
    def write(says: StoreSays, language: str) -> Body:
        return notice(declared, address=address, says=says, language=language)

    return write
