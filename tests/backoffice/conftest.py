"""A store, its owner, and a browser that is signed in as the owner."""

import pytest
from django.test import Client

from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tests.factories import make_member, make_store


@pytest.fixture
def store(db: None) -> Store:
    return make_store(name="Glashyttan", slug="glashyttan")


@pytest.fixture
def owner(store: Store) -> User:
    return make_member(store=store, email="owner@example.com", name="Anna Lind")


@pytest.fixture
def browser(owner: User) -> Client:
    return browser_of(owner)


def browser_of(user: User) -> Client:
    """Signed in, and reading English: the rules below quote it."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client
