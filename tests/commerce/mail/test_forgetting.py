"""What was written to people is not kept for ever."""

from datetime import timedelta

import pytest

from tamio.commerce.mail.forgetting import NOBODY, forget
from tamio.commerce.mail.models import Message
from tests.commerce.mail.mailing import TO, queued
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("days", "to"), [(364, TO), (366, NOBODY)])
def test_a_year_after_it_was_sent_nobody_stands_in_it(days: int, to: str) -> None:
    message = queued()
    Message.objects.filter(pk=message.pk).update(sent_at=NOW)
    forget(lambda: NOW + timedelta(days=days))
    message.refresh_from_db()
    assert message.recipient == to
    assert ("God dag" in message.text + message.html) == (to == TO)


def test_what_has_not_been_sent_is_kept() -> None:
    message = queued()
    forget(lambda: NOW + timedelta(days=900))
    message.refresh_from_db()
    assert message.recipient == TO
