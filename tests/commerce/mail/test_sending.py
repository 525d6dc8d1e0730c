"""A queued message is sent once, tried again when that may help, and rejected when it may not."""

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_string, policy
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from tamio.commerce.mail.models import Message
from tamio.commerce.mail.queueing import Letter, queue
from tamio.config.mail import mail_settings
from tamio.outbox.drain import drain_due
from tamio.outbox.errors import NotInTransaction
from tamio.outbox.lease import Lease
from tamio.outbox.models import Lane
from tests.commerce.mail.mailing import TO, delivery_of, queued
from tests.commerce.mail.server import MailServer, running
from tests.factories import NOW, make_store

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]
LETTER = Letter(language="sv", subject="Hej", text="God dag.")


@pytest.fixture
def server(settings: Any) -> Iterator[MailServer]:
    with running() as started:
        use(settings, f"smtp://tamio:secret@127.0.0.1:{started.port}")
        yield started


def use(settings: Any, url: str) -> None:
    for name, value in mail_settings(url).items():
        setattr(settings, name, value)


def drain(**later: float) -> None:
    drain_due(clock=lambda: NOW + timedelta(**later))


def test_a_message_arrives_in_both_forms_in_its_language(server: MailServer) -> None:
    message = queued(text="Gör så här.\n")
    drain()
    (taken,) = server.taken
    sent = message_from_string(taken, policy=policy.default)
    assert (sent["Subject"], sent["To"]) == ("Hej", TO)
    assert (sent["Content-Language"], sent["Auto-Submitted"]) == ("sv", "auto-generated")
    assert sent["Message-ID"] == f"<{message.identity}@localhost>"
    forms = [part.get_content_type() for part in sent.walk() if not part.is_multipart()]
    assert forms == ["text/plain", "text/html"]
    assert delivery_of(message).state == "submitted"
    message.refresh_from_db()
    assert message.sent_at == NOW


def test_what_was_taken_is_not_sent_again_by_whoever_takes_the_lane_over(
    server: MailServer,
) -> None:
    message = queued()
    Message.objects.filter(pk=message.pk).update(sent_at=NOW)
    drain()
    assert server.taken == []
    assert delivery_of(message).state == "submitted"


def test_what_may_have_been_taken_is_sent_again_as_the_same_message(server: MailServer) -> None:
    message = queued()
    server.answers["END"] = ""
    drain()
    assert delivery_of(message).state == "later"
    server.answers.clear()
    drain(hours=1)
    assert delivery_of(message).state == "submitted"
    first, second = (message_from_string(each)["Message-ID"] for each in server.taken)
    assert first == second


def test_nothing_is_queued_when_the_fact_is_rolled_back() -> None:
    store = make_store()
    with transaction.atomic():
        queue(store_id=store.pk, kind="test", recipient=TO, letter=LETTER, now=NOW)
        transaction.set_rollback(True)
    assert not Message.objects.exists()


def test_a_message_outside_a_transaction_is_refused_and_not_half_written() -> None:
    store = make_store()
    with pytest.raises(NotInTransaction):
        queue(store_id=store.pk, kind="test", recipient=TO, letter=LETTER, now=NOW)
    assert not Message.objects.exists()


def test_an_address_that_is_none_is_refused_before_anything_is_written() -> None:
    with pytest.raises(ValidationError):
        queued(recipient="anna@")
    assert not Message.objects.exists()


def test_a_subject_cannot_begin_another_header() -> None:
    assert queued(subject="Hej\r\nBcc: x@example.com").subject == "Hej Bcc: x@example.com"


@pytest.mark.parametrize(
    ("command", "answer", "state", "words"),
    [
        ("RCPT", "550 No such user", "rejected", "No such user"),
        ("END", "554 Spam", "rejected", "Spam"),
        ("RCPT", "450 Greylisted", "later", "Greylisted"),
        ("END", "451 Try later", "later", "Try later"),
        ("AUTH", "535 Bad password", "later", "TAMIO_MAIL_URL"),
        ("MAIL", "550 Not yours", "later", "TAMIO_MAIL_FROM"),
        ("RCPT", "", "later", "svarar inte"),
    ],
)
def test_what_the_server_says_decides_whether_it_is_tried_again(
    server: MailServer, command: str, answer: str, state: str, words: str
) -> None:
    message = queued()
    server.answers[command] = answer
    drain()
    delivery = delivery_of(message)
    assert delivery.state == state
    problem = delivery.explanation
    assert problem is not None
    assert words in f"{problem.message.sv} {problem.remedy.sv}"
    message.refresh_from_db()
    assert message.sent_at is None


def test_a_server_that_is_down_rests_the_whole_lane_and_all_go_when_it_is_back(
    server: MailServer, settings: Any
) -> None:
    store = make_store()
    messages = [queued(store=store) for _ in range(3)]
    use(settings, "smtp://127.0.0.1:1")
    drain()
    assert [delivery_of(each).state for each in messages] == ["later", "waiting", "waiting"]
    assert Lane.objects.get(destination="mail").rests_until is not None
    use(settings, f"smtp://tamio:secret@127.0.0.1:{server.port}")
    drain(hours=1)
    assert len(server.taken) == 3


def test_each_store_has_a_lane_of_its_own() -> None:
    assert delivery_of(queued()).lane_id != delivery_of(queued()).lane_id


def test_the_lease_outlasts_the_slowest_server(
    server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    covered: list[timedelta] = []
    real = Lease.heartbeat

    def heartbeat(self: Lease, *, covering: timedelta = timedelta(0)) -> None:
        covered.append(covering)
        real(self, covering=covering)

    monkeypatch.setattr(Lease, "heartbeat", heartbeat)
    queued()
    drain()
    assert max(covered) >= timedelta(minutes=2)
