"""A query whose SQL is worked out once finds what the same query finds each time."""

from datetime import date, datetime, timedelta
from threading import Thread
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import Exists, OuterRef
from django.test.utils import CaptureQueriesContext

from tamio.commerce.checkout.models import Cart
from tamio.commerce.stores.models import OwnVatRate, Store
from tamio.prepared import Prepared, hold
from tests.factories import NOW, make_store

pytestmark = pytest.mark.django_db

BY_SLUG = Prepared(
    lambda slug, country: Store.objects.filter(slug=slug, country=country).select_related(
        "shopfront"
    ),
    str,
    str,
)
CARTS = Prepared(lambda store, key: Cart.objects.filter(store=store, key=key), int, UUID)
MADE_BY = Prepared(lambda at: Cart.objects.filter(created_at__lte=at), datetime)
HAS_CARTS = {"has_carts": Exists(Cart.objects.filter(store=OuterRef("pk")))}
WITH_CARTS: Prepared[Any] = Prepared(
    lambda slug: Store.objects.annotate(**HAS_CARTS).filter(slug=slug), str
)
RATES = Prepared(lambda day: OwnVatRate.objects.filter(valid_from__lte=day), date)


def test_it_finds_what_the_values_ask_for_and_nothing_else() -> None:
    first, second = make_store(slug="a"), make_store(slug="b")
    assert [BY_SLUG.rows(slug, "SE") for slug in ("a", "b", "c")] == [[first], [second], []]
    assert BY_SLUG.rows("SE", "a") == []


def test_it_reads_the_rows_each_time() -> None:
    store = make_store(slug="a", name="Förr")
    assert BY_SLUG.rows("a", "SE")[0].name == "Förr"
    Store.objects.update(name="Nu")
    found = BY_SLUG.rows("a", "SE")[0]
    assert found.name == "Nu"
    assert {field.attname: getattr(found, field.attname) for field in Store._meta.fields} == (
        {field.attname: getattr(Store.objects.get(pk=store.pk), field.attname)
         for field in Store._meta.fields}
    )  # fmt: skip


def test_related_rows_come_in_the_same_query() -> None:
    make_store(slug="a")
    BY_SLUG.rows("a", "SE")
    with CaptureQueriesContext(connection) as queries:
        store = BY_SLUG.rows("a", "SE")[0]
        assert getattr(store, "shopfront", None) is None
    assert len(queries) == 1


def test_keys_and_days_are_handed_over_as_the_database_wants_them() -> None:
    store, key = make_store(), uuid4()
    cart = Cart.objects.create(store=store, key=key, created_at=NOW)
    assert CARTS.rows(store.pk, key) == [cart]
    assert CARTS.rows(store.pk, uuid4()) == []
    rate = OwnVatRate.objects.create(
        store=store, country="SE", vat_class="food", rate=6, valid_from=date(2026, 4, 1),
        reason="En dag",
    )  # fmt: skip
    assert RATES.rows(date(2026, 4, 1)) == [rate]
    assert RATES.rows(date(2026, 3, 31)) == []


def test_what_is_worked_out_beside_a_row_comes_with_it() -> None:
    store = make_store(slug="a")
    assert WITH_CARTS.rows("a")[0].has_carts is False
    Cart.objects.create(store=store, created_at=NOW)
    assert WITH_CARTS.rows("a")[0].has_carts is True


def test_a_value_that_looks_like_sql_is_a_value() -> None:
    make_store(slug="a")
    assert BY_SLUG.rows("a' OR '1'='1", "SE") == []


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection() -> None:
    make_store(slug="a")
    found: list[str] = []

    def ask() -> None:
        try:
            found.extend(each.slug for each in BY_SLUG.rows("a", "SE"))
        finally:
            connection.close()

    threads = [Thread(target=ask) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == ["a", "a", "a"]


def test_a_moment_is_handed_over_as_the_database_wants_it() -> None:
    cart = Cart.objects.create(store=make_store(), key=uuid4(), created_at=NOW)
    assert MADE_BY.rows(NOW) == [cart]
    assert MADE_BY.rows(NOW - timedelta(microseconds=1)) == []


def test_what_is_held_is_answered_without_asking_and_knows_its_row() -> None:
    store = make_store()
    cart = Cart.objects.create(store=store, key=uuid4(), created_at=NOW)
    carts = CARTS.rows(store.pk, cart.key)
    hold(store, "carts", carts)
    with CaptureQueriesContext(connection) as queries:
        assert list(store.carts.all()) == [cart]
        assert store.carts.all()[0].store is store
    assert len(queries) == 0
    assert list(store.carts.filter(key=uuid4())) == []
