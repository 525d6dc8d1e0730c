"""A store, its owner, and a browser that is signed in as the owner."""

from threading import Lock
from typing import Any

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client

from tamio.commerce.people.models import User
from tamio.commerce.stores.models import Store
from tests.factories import make_member, make_store


@pytest.fixture(autouse=True)
def one_request_at_a_time(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database in memory is one connection, which the threads of the live server share: a form
    that is checked and one that is saved would end each other's transactions.
    """
    if "live_server" not in request.fixturenames:
        return
    turn, answer = Lock(), WSGIHandler.__call__

    def in_turn(*args: Any) -> Any:
        with turn:
            return answer(*args)

    monkeypatch.setattr(WSGIHandler, "__call__", in_turn)


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
