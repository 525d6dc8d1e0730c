"""A shop's page knows what its store has none of, and asks for the rest as ever."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.offers.choosing import offers_on
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.storefront.stores import STORE_OF_SLUG
from tests.commerce.offers.making import make_offer
from tests.commerce.shipping.making import make_method
from tests.factories import make_store

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 27)


@pytest.fixture
def store() -> Store:
    return make_store(slug="glas")


def _read() -> Store:
    found = STORE_OF_SLUG.first("glas")
    assert found is not None
    return found


def test_what_a_store_has_none_of_is_not_asked_for(store: Store) -> None:
    read = _read()
    with CaptureQueriesContext(connection) as queries:
        assert list(read.vat_rates) == []
        assert offers_on(store=read, code=None, on_date=TODAY) == []
    assert len(queries) == 0


def test_what_it_has_is_found_the_next_time(store: Store) -> None:
    assert _has(_read()) == (False, False, False)
    make_offer(store=store)
    OwnVatRate.objects.create(
        store=store, country="SE", vat_class="food", rate=6, valid_from=TODAY, reason="En dag"
    )
    make_method(store=store, zone=None)
    read = _read()
    assert _has(read) == (True, True, True)
    assert len(read.vat_rates) == len(offers_on(store=read, code=None, on_date=TODAY)) == 1


def test_what_is_switched_off_is_nothing_that_it_has(store: Store) -> None:
    make_method(store=store, zone=None, active=False)
    assert _has(_read()) == (False, False, False)


def test_whoever_did_not_ask_is_told_all(store: Store) -> None:
    OwnVatRate.objects.create(
        store=store, country="SE", vat_class="food", rate=6, valid_from=TODAY, reason="En dag"
    )
    plain = Store.objects.get(pk=store.pk)
    assert _has(plain) == (None, None, None)
    assert len(plain.vat_rates) == 1


def _has(store: Store) -> tuple[bool | None, ...]:
    return store.has_offers, store.has_own_rates, store.has_methods
