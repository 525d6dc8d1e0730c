"""Plans in the catalogue: made, revised for those to come, and with all their terms in sight."""

from decimal import Decimal

import pytest
from django.test import Client

from tamio.commerce.audit.models import Change
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Plan
from tests.backoffice.conftest import browser_of
from tests.commerce.subscriptions.making import plan_of, read, subscribe
from tests.factories import make_member, make_product, make_store

TERMS = {
    "name": "Varje månad", "price": "149,00", "count": "1", "unit": "month",
    "alignment": "anniversary", "trial_days": "0", "setup_fee": "0", "min_cycles": "0",
    "max_cycles": "0", "notice_days": "0", "active": "on",
}  # fmt: skip
PRODUCTS = "/backoffice/glashyttan/products/"


def test_a_plan_is_made_for_a_product_and_listed(browser: Client, store: Store) -> None:
    product = make_product(store=store, name="Kaffe")
    address = f"{PRODUCTS}{product.pk}/plans/"
    assert "No plans yet" in browser.get(address).content.decode()
    assert browser.post(f"{address}new/", TERMS | {"min_cycles": "3"}).status_code == 302
    made = Plan.objects.get()
    assert (made.variant, made.current.price, made.current.min_cycles) == (
        product.lead, Decimal("149.00"), 3,
    )  # fmt: skip
    page = browser.get(address).content.decode()
    assert "Varje månad" in page
    assert "SEK\xa0149.00" in page


def test_a_new_price_is_a_new_version_and_subscribers_keep_theirs(
    browser: Client, store: Store
) -> None:
    plan = plan_of(store, "199.00")
    subscription = subscribe(plan)
    address = f"{PRODUCTS}plans/{plan.pk}/"
    answer = browser.post(address, TERMS | {"price": "219,00"}, follow=True)
    page = answer.content.decode()
    assert "keeps the price and the terms" in page
    assert [each.price for each in plan.versions.order_by("number")] == [199, 219]
    assert read(subscription).lines.get().version.number == 1
    plan.refresh_from_db()
    assert plan.name == "Varje månad"
    assert Change.objects.filter(subject_kind="plan").exists()


def test_the_same_terms_again_are_no_new_version(browser: Client, store: Store) -> None:
    plan = plan_of(store, "149.00")
    browser.post(f"{PRODUCTS}plans/{plan.pk}/", TERMS | {"name": plan.name})
    assert plan.versions.count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("price", "-1"), ("price", "mycket"), ("count", "0"), ("count", "61"), ("unit", "decade"),
        ("name", ""), ("trial_days", "731"), ("notice_days", "-1"), ("setup_fee", "-5"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_at_its_field(
    browser: Client, store: Store, field: str, value: str
) -> None:
    product = make_product(store=store)
    answer = browser.post(f"{PRODUCTS}{product.pk}/plans/new/", TERMS | {field: value})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not Plan.objects.exists()


def test_fewer_periods_than_it_binds_for_are_refused(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    wrong = TERMS | {"min_cycles": "6", "max_cycles": "3"}
    answer = browser.post(f"{PRODUCTS}{product.pk}/plans/new/", wrong)
    assert answer.status_code == 422
    assert "fewer than the periods it binds for" in answer.content.decode()


def test_who_may_not_edit_may_look_and_another_store_sees_nothing(store: Store) -> None:
    plan = plan_of(store)
    address = f"{PRODUCTS}plans/{plan.pk}/"
    looker = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    assert "Save as new terms" not in looker.get(address).content.decode()
    assert looker.post(address, TERMS).status_code == 403
    stranger = browser_of(make_member(store=make_store()))
    assert stranger.get(address).status_code == 404
