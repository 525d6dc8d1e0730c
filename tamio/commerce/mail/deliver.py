"""Hands one message to the mail server; the lane's worker calls it under the lane's lease.

As near to exactly once as SMTP lets one come: that the server took it is committed before the
delivery is settled, so a worker that dies in between does not send it again. Only when the
connection breaks after the whole message has left and before the answer is it unknown; it is then
sent again under the same Message-ID.
"""

from datetime import timedelta
from smtplib import (
    SMTPAuthenticationError,
    SMTPException,
    SMTPRecipientsRefused,
    SMTPResponseException,
    SMTPSenderRefused,
)

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from tamio.commerce.mail import wording
from tamio.commerce.mail.enclosures import Enclosure, make
from tamio.commerce.mail.fillings import filled
from tamio.commerce.mail.models import Message
from tamio.outbox.lease import Lease
from tamio.outbox.models import Delivery
from tamio.outbox.outcome import Later, Outcome, Rejected, Submitted

#: Connecting, greeting, sending and the answer: each may take as long as the time-out.
_STEPS = 6


def deliver(delivery: Delivery, lease: Lease) -> Outcome:
    """Submitted once the server has taken it; what it refuses for good is rejected."""
    message = Message.objects.get(pk=delivery.subject_id)
    if message.sent_at is not None:
        return Submitted()
    lease.heartbeat(covering=timedelta(seconds=settings.EMAIL_TIMEOUT * _STEPS))
    server = get_connection()
    email = _email(message, server)
    try:
        email.send()
    except (SMTPException, OSError) as error:
        return _outcome_of(error)
    finally:
        server.close()  # which Django does not do when signing in was refused
    with lease.writing(durable=True):
        Message.objects.filter(pk=message.pk).update(sent_at=lease.clock())
    return Submitted()


def _email(message: Message, server: BaseEmailBackend) -> EmailMultiAlternatives:
    host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
    email = EmailMultiAlternatives(
        subject=message.subject,
        body=filled(message, message.text),
        to=[message.recipient],
        connection=server,
        headers={
            "Message-ID": f"<{message.identity}@{host}>",
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: no out-of-office answers to it
        },
    )
    if message.html:
        email.attach_alternative(filled(message, message.html), "text/html")
    for each in message.enclosures:
        file = make(Enclosure(**each))
        email.attach(file.name, file.content, file.media_type)
    return email


def _outcome_of(error: SMTPException | OSError) -> Outcome:
    match error:
        case SMTPAuthenticationError() | SMTPSenderRefused():
            # The same for every message: whoever runs Tamio must see to it.
            return Later(wording.server_refuses_us(str(error)), whole_lane=True)
        case SMTPRecipientsRefused():
            code, answer = next(iter(error.recipients.values()))
            return _of_code(code, answer)
        case SMTPResponseException():
            return _of_code(error.smtp_code, error.smtp_error)
        case _:
            return Later(wording.no_answer(str(error)), whole_lane=True)


def _of_code(code: int, answer: bytes | str) -> Outcome:
    """RFC 5321, 4.2.1: 5xx is refused for good, 4xx may be taken later."""
    said = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    if 500 <= code < 600:
        return Rejected(wording.refused(code, said))
    return Later(wording.not_now(code, said))
