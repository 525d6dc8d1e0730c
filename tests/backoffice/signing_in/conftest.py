"""Somebody who is not signed in yet, and a throttle that has counted nobody."""

import pytest
from django.core.cache import cache
from django.test import Client

from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tests.backoffice.signing_in.codes import PASSWORD
from tests.factories import make_member


@pytest.fixture
def anna(store: Store) -> User:
    cache.clear()  # the throttle counts there
    return make_member(store=store, email="anna@example.com", password=PASSWORD)


@pytest.fixture
def visitor(anna: User) -> Client:
    return Client(headers={"accept-language": "en", "user-agent": "Firefox/140.0 (Windows)"})
