"""The page of a person's wishes: what is known, what goes, what stays; and who may see it."""

import pytest
from django.test import Client

from tamio.commerce.customers.models import Customer
from tamio.commerce.mail.models import Message
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_invoice, make_member


@pytest.fixture
def customer(store: Store) -> Customer:
    return make_invoice(store=store).customer


@pytest.fixture
def address(customer: Customer) -> str:
    return f"/backoffice/glashyttan/customers/{customer.number}/privacy"


def test_it_says_what_goes_and_what_stays(browser: Client, address: str) -> None:
    page = browser.get(f"{address}/").content.decode()
    assert "The customer&#x27;s card" in page or "The customer's card" in page
    assert "Dec 31, 2035" in page
    assert "bokföringslagen" in page


def test_one_click_erases_and_says_so(browser: Client, customer: Customer, address: str) -> None:
    page = browser.post(f"{address}/", follow=True).content.decode()
    assert f"Customer {customer.number} is erased." in page
    assert "for good</button>" not in page
    customer.refresh_from_db()
    assert customer.email == ""
    card = browser.get(f"/backoffice/glashyttan/customers/{customer.number}/").content.decode()
    assert "erased" in card


def test_the_audit_trail_says_who_erased_which_number(
    browser: Client, customer: Customer, address: str
) -> None:
    browser.post(f"{address}/")
    page = browser.get("/backoffice/glashyttan/audit/?kind=customers").content.decode()
    assert f"Customer · {customer.number}" in page
    assert "Erased" in page
    assert f"/customers/{customer.number}/" in page


def test_what_is_on_its_way_hinders_it_and_says_why(
    browser: Client, store: Store, customer: Customer, address: str
) -> None:
    Message.objects.create(
        store=store, kind="order", recipient=customer.email, language="sv", subject="Din order",
        text="Hej", identity="1", queued_at=NOW,
    )  # fmt: skip
    answer = browser.post(f"{address}/")
    assert answer.status_code == 409
    assert "has not been sent yet" in answer.content.decode()
    customer.refresh_from_db()
    assert customer.email != ""


def test_the_file_holds_everything_and_is_named_by_number(
    browser: Client, customer: Customer, address: str
) -> None:
    answer = browser.get(f"{address}.json")
    assert answer.json()["card"][0]["name"] == customer.name
    assert f'filename="glashyttan-{customer.number}.json"' in answer["Content-Disposition"]


@pytest.mark.parametrize("role", [Role.BOOKKEEPER, Role.FULFILMENT, Role.VIEWER])
def test_others_may_neither_see_nor_erase(store: Store, address: str, role: Role) -> None:
    visitor = browser_of(make_member(store=store, role=role))
    assert visitor.get(f"{address}/").status_code == 403
    assert visitor.post(f"{address}/").status_code == 403
    assert visitor.get(f"{address}.json").status_code == 403
