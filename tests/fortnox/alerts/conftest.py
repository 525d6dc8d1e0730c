"""A connected store, its owner, and a worker that looks when told to."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from tamio.commerce.mail.models import Message
from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tamio.fortnox.alerts.chore import look
from tests.factories import NOW, make_member, make_store
from tests.fortnox.pages import rows

Look = Callable[..., list[Message]]


@pytest.fixture
def store(db: None) -> Store:
    made = make_store(name="Glashyttan", slug="glashyttan")
    rows.connect(made)
    rows.choose_accounts(made)
    return made


@pytest.fixture
def owner(store: Store) -> User:
    return make_member(store=store, email="anna@example.com", language="sv")


@pytest.fixture
def look_after() -> Look:
    """Looks that long after NOW; the messages that were queued by that."""

    def after(**time: float) -> list[Message]:
        known = set(Message.objects.values_list("pk", flat=True))
        look(lambda: NOW + timedelta(**time))
        return list(Message.objects.exclude(pk__in=known))

    return after
