"""A connected store with its accounts chosen, and a browser signed in as its owner."""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.utils import translation

from tamio.backoffice.access import StoreRequest
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.factories import make_member, make_store
from tests.fortnox.pages import rows
from tests.fortnox.sync.conftest import sim as sim


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """The rules quote English; a page in another language leaves no trace."""
    with translation.override("en"):
        yield


@pytest.fixture
def store(db: None) -> Store:
    """Not connected yet."""
    return make_store(name="Glashyttan", slug="glashyttan")


@pytest.fixture
def connected(store: Store) -> Store:
    rows.connect(store)
    rows.choose_accounts(store)
    return store


@pytest.fixture
def browser(store: Store) -> Client:
    return browser_of(make_member(store=store, email=rows.PERSON))


def member(store: Store, role: Role) -> Client:
    return browser_of(make_member(store=store, role=role))


def browser_of(user: User) -> Client:
    """Signed in, and reading English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


def request_in(store: Store) -> StoreRequest:
    """What a slot is asked with."""
    request = StoreRequest()
    request.store = store
    return request


def text_of(client: Client, address: str) -> str:
    """The page, with its white space as one space."""
    answer = client.get(address)
    assert answer.status_code == 200, f"{address}: {answer.status_code}"
    return " ".join(answer.content.decode().split())


FORTNOX = "/backoffice/glashyttan/integrations/fortnox/"
