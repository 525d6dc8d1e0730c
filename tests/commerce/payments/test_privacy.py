"""What is known of a person's payments is given out; what the books do not need is erased."""

from uuid import uuid4

import pytest
from django.utils.translation import override

from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.checkout.paying import start_payment
from tamio.commerce.customers.privacy import person
from tamio.commerce.payments import privacy
from tamio.commerce.payments.attempts import settle
from tamio.commerce.payments.models import Attempt, Method, Progress
from tamio.commerce.payments.providers.port import Found
from tamio.commerce.privacy import rights
from tests.commerce.payments.paying import BY, pay, sold
from tests.factories import NOW, buyer, make_cart, make_product

pytestmark = pytest.mark.django_db


def test_payments_are_given_out_and_stay_with_the_books() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00", text="Åsa Öberg")
    who = person(invoice.customer)
    [told] = privacy.known(who)
    assert (told["kind"], told["text"], str(told["amount"])) == ("receipt", "Åsa Öberg", "100.00")
    assert privacy.extent(who).stays == 1


def test_an_order_that_was_being_paid_goes_once_it_cannot_be_paid() -> None:
    invoice = sold("100.00")
    store, who = invoice.store, person(invoice.customer)
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    begun = start_payment(
        cart=cart, buyer=buyer(email=invoice.customer.email), method=Method.TEST,
        agreed=None, return_url="https://shop.example/", language="sv", key=uuid4(), now=NOW,
    )  # fmt: skip
    assert isinstance(begun, Attempt)
    with override("en"):
        assert "is under way" in " ".join(str(each) for each in rights.hindrances(who))
    settle(begun, Found(progress=Progress.CLOSED), now=NOW)
    rights.erase(who, name="1001", by=BY, now=NOW)
    assert not PendingOrder.objects.exists()
