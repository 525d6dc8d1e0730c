"""Messages queued as a room would, and sent as a worker would."""

from datetime import datetime
from typing import Any

from django.db import transaction

from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter, queue
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tests.factories import NOW, make_store

TO = "anna@example.com"


def queued(*, store: Store | None = None, now: datetime = NOW, **fields: Any) -> Message:
    letter = {"language": "sv", "subject": "Hej", "text": "God dag.\n", "html": "<p>God dag.</p>"}
    recipient = fields.pop("recipient", TO)
    with transaction.atomic():
        return queue(
            store_id=(store or make_store()).pk,
            kind="test",
            recipient=recipient,
            letter=Letter(**letter | fields),
            now=now,
        )


def delivery_of(message: Message) -> Delivery:
    return Delivery.objects.get(destination="mail", subject_id=message.pk)
