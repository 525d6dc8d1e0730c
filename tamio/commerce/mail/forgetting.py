"""What was written to people is not kept for ever: it belongs to no books (GDPR art. 5.1 e)."""

from datetime import timedelta

from django.db.models import QuerySet

from tamio.commerce.mail.models import Message
from tamio.outbox.lease import Clock

KEPT = timedelta(days=365)
#: An address that cannot be anybody's (RFC 2606).
NOBODY = "erased@example.invalid"
ERASED = "[erased]"


def forget(clock: Clock) -> None:
    """A year after it was sent, of a message only its kind and its times are left."""
    blank(Message.objects.filter(sent_at__lt=clock() - KEPT).exclude(recipient=NOBODY))


def blank(messages: QuerySet[Message]) -> int:
    """Leaves of `messages` only their kind and their times; how many there were."""
    return messages.update(recipient=NOBODY, subject=ERASED, text=ERASED, html="", enclosures=[])
