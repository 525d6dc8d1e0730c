"""Queues an e-mail, in the transaction of what it tells about."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from django.core.validators import validate_email
from django.db import connection

from tamio.commerce.mail.enclosures import Enclosure
from tamio.commerce.mail.models import Message
from tamio.outbox.errors import NotInTransaction
from tamio.outbox.record import record
from tamio.outbox.states import Priority

KIND = "mail.queued"
_LONGEST_SUBJECT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """What it says, in one language. `html` may be empty."""

    language: str
    subject: str
    text: str
    html: str = ""


def queue(
    *,
    store_id: int,
    kind: str,
    recipient: str,
    letter: Letter,
    now: datetime,
    priority: Priority = Priority.SALE,
    enclosures: Sequence[Enclosure] = (),
) -> Message:
    """`kind` is the sender's own word, such as "alerts". Goes with the transaction, or not at all.

    Raises ValidationError for an address that is none, NotInTransaction outside a transaction.
    """
    validate_email(recipient)
    if not connection.in_atomic_block:
        raise NotInTransaction(f"a message to {recipient} was queued outside a transaction")
    message = Message.objects.create(
        store_id=store_id,
        kind=kind,
        recipient=recipient,
        language=letter.language,
        # A line break in a subject would begin another header.
        subject=" ".join(letter.subject.split())[:_LONGEST_SUBJECT],
        text=letter.text,
        html=letter.html,
        enclosures=[asdict(each) for each in enclosures],
        identity=f"{secrets.token_hex(16)}.tamio",
        queued_at=now,
    )
    record(kind=KIND, store_id=store_id, subject_id=message.pk, now=now, priority=priority)
    return message
