"""The checkout tells the payment terms that the invoice will have, to whom they are told."""

import pytest

from tamio.commerce.customers.models import Customer
from tamio.commerce.links.one_time import make_one_time_link
from tamio.store_clock import now
from tests.factories import make_product
from tests.storefront.shopping import COMPANY, HTMX, Answer, Shopper, seen

OWN = "within 60 days"
USUAL = "within 30 days"


@pytest.fixture(autouse=True)
def _company_with_terms(shopper: Shopper) -> None:
    product = make_product(store=shopper.store)
    shopper.put(product)
    shopper.buy(**COMPANY)
    Customer.objects.update(payment_terms_days=60)
    shopper.put(product)


def sign_in(shopper: Shopper, email: str = COMPANY["email"]) -> None:
    token = make_one_time_link(store=shopper.store, email=email, now=now())
    assert shopper.client.post(shopper.url(f"orders/{token}/")).status_code == 302


def summary(shopper: Shopper, **written: str) -> str:
    answer: Answer = shopper.get("checkout/", data=written, headers=HTMX)
    return seen(answer)


def test_a_company_that_opened_its_orders_is_told_its_own(shopper: Shopper) -> None:
    sign_in(shopper)
    assert OWN in summary(shopper, type="company")
    number = COMPANY["organisation_number"]
    for each in (number, number.replace("-", "")):
        assert OWN in summary(shopper, type="company", organisation_number=each)


def test_whoever_only_writes_the_companys_number_is_told_the_shops(shopper: Shopper) -> None:
    assert USUAL in summary(shopper, **COMPANY)


def test_another_buyer_in_the_same_browser_is_told_the_shops(shopper: Shopper) -> None:
    sign_in(shopper)
    assert USUAL in summary(shopper, type="private")
    assert USUAL in summary(shopper, type="company", organisation_number="556703-7485")
    assert USUAL in summary(shopper, type="company", email="annan@example.com")


def test_what_is_told_is_what_the_invoice_is_due_by(shopper: Shopper) -> None:
    sign_in(shopper)
    payment = shopper.buy(**COMPANY).payments.get()
    assert payment.invoice.invoice_date is not None
    assert (payment.due_date - payment.invoice.invoice_date).days == 60
