"""A message names its papers; they are made as it leaves, and are not kept."""

from collections.abc import Iterator
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import transaction

from tamio.commerce.documents.mailing import mail_invoice
from tamio.commerce.documents.papers import credit_note_paper, invoice_paper
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.mail.enclosures import Enclosure
from tamio.commerce.mail.queueing import Letter, queue
from tamio.config.mail import mail_settings
from tamio.outbox.drain import drain_due
from tests.commerce.documents.reading import sold
from tests.commerce.mail.mailing import TO, delivery_of
from tests.commerce.mail.server import MailServer, running
from tests.factories import NOW

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with running() as started:
        for name, value in mail_settings(f"smtp://127.0.0.1:{started.port}").items():
            setattr(settings, name, value)
        yield started


def _sent(server: MailServer, *, subject: str = "") -> EmailMessage:
    """The one that was sent, of those with the subject if one is given."""
    taken = [message_from_string(each, policy=policy.default) for each in server.taken]
    (message,) = [each for each in taken if not subject or each["Subject"] == subject]
    assert isinstance(message, EmailMessage)
    return message


def test_the_invoice_arrives_as_the_file_that_the_pages_show(server: MailServer) -> None:
    invoice = sold()
    with transaction.atomic():
        message = mail_invoice(invoice, now=NOW)
    drain_due(clock=lambda: NOW)
    (file,) = _sent(server).iter_attachments()
    assert (file.get_filename(), file.get_content_type()) == (
        "faktura-1001.pdf", "application/pdf",
    )  # fmt: skip
    assert file.get_content() == invoice_paper(invoice, language="sv").content
    assert message is not None
    assert delivery_of(message).state == "submitted"


def test_a_credit_note_can_be_enclosed_too(server: MailServer) -> None:
    note = credit_all(invoice=sold(), reason="Retur", by="anna", now=NOW)
    with transaction.atomic():
        queue(
            store_id=note.store_id, kind="credit", recipient=TO, now=NOW,
            letter=Letter(language="en", subject="Credit", text="Enclosed."),
            enclosures=[Enclosure("credit-note", note.pk, "en")],
        )  # fmt: skip
    drain_due(clock=lambda: NOW)
    (file,) = _sent(server, subject="Credit").iter_attachments()
    assert file.get_content() == credit_note_paper(note, language="en").content
