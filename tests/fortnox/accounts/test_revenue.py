"""Deferred revenue is told by the accounts that the store has chosen."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.sold import Sold
from tamio.fortnox.models import Settings
from tamio.fortnox.pages.revenue import accounts
from tests.factories import make_store
from tests.fortnox.accounts.test_choosing import choose

pytestmark = pytest.mark.django_db

SERVICE = Sold(kind="item", item_type="service", treatment="domestic", rate=Decimal(25))
BOOK = Sold(kind="item", item_type="physical", treatment="domestic", rate=Decimal(6))


def test_the_choices_of_the_store_decide(shop: Store, settings_of_shop: Settings) -> None:
    choose(settings_of_shop, goods__domestic__6=3003)
    found = accounts(shop, [SERVICE, BOOK])
    assert found[SERVICE].number == settings_of_shop.services_account
    assert (found[BOOK].number, bool(found[BOOK].name)) == (3003, True)


def test_many_ask_as_much_as_few(shop: Store) -> None:
    with CaptureQueriesContext(connection) as asked:
        accounts(shop, [SERVICE, BOOK])
    assert len(asked) == 3


def test_a_store_without_accounts_says_nothing() -> None:
    assert accounts(make_store(), [SERVICE]) == {}
