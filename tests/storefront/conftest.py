"""A store and someone in it."""

import pytest

from tamio.commerce.stores.models import Store
from tests.factories import make_store
from tests.storefront.shopping import Shopper


@pytest.fixture
def store(db: None) -> Store:
    return make_store(name="Glashyttan", slug="glashyttan", payment_terms_days=30)


@pytest.fixture
def shopper(store: Store) -> Shopper:
    return Shopper(store)
