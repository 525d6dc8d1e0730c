"""A number is asked about where the VAT depends on it, once in a while, and in the sale itself."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction

from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.models import Customer, VatAnswer, VatCheck
from tamio.commerce.customers.privacy import person
from tamio.commerce.customers.vat_numbers.asking import (
    FRESH,
    ask_again,
    can_be_asked,
    found_invalid,
)
from tamio.commerce.privacy import rights
from tamio.commerce.privacy.records import Extent
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tests.commerce.vat_numbers.conftest import GERMAN, german
from tests.factories import NOW, buyer, company_buyer, make_invoice, make_product, make_store

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("switched_on")]
AUSTRIAN = "ATU13585627"


@pytest.fixture
def store() -> Store:
    return make_store()


def sell(store: Store, who: BuyerDetails, *, after: timedelta = timedelta(0)) -> Customer:
    goods = store.products.first() or make_product(store=store)
    invoice = make_invoice(
        store=store, contents={goods: 1}, buyer_details=who.checked(), now=NOW + after
    )
    customer: Customer = invoice.customer
    return customer


def answered(customer: Customer, answer: VatAnswer) -> VatCheck:
    check = customer.vat_checks.latest("pk")
    check.answer, check.answered_at = answer, check.asked_at
    check.save()
    return check


def test_a_sale_without_vat_puts_the_question_with_its_delivery(store: Store) -> None:
    customer = sell(store, german())
    check = customer.vat_checks.get()
    assert (check.vat_number, check.asked_at, check.answer) == (GERMAN, NOW, "")
    delivery = Delivery.objects.get(destination="vat-register")
    assert (delivery.subject_id, delivery.state) == (check.pk, "waiting")


@pytest.mark.parametrize(
    "who",
    [
        buyer(),
        company_buyer(vat_number="SE202100548901"),
        german(vat_number=""),
        german(vat_number="SE556703748501"),
        german(country="NO", postal_code="0150"),
        buyer(country="DE", postal_code="10115"),
    ],
    ids=["private", "at home", "no number", "the seller's state", "outside", "consumer"],
)
def test_a_sale_that_does_not_stand_on_the_number_asks_nothing(
    store: Store, who: BuyerDetails
) -> None:
    sell(store, who)
    assert not VatCheck.objects.exists()


def test_where_no_register_is_to_be_asked_nothing_is(store: Store, settings: Any) -> None:
    settings.VIES_URL = ""
    customer = sell(store, german())
    assert not can_be_asked(customer)
    assert ask_again(customer=customer, now=NOW, by="anna@example.com") is None
    assert not VatCheck.objects.exists()


def test_a_question_that_is_put_is_not_put_twice(store: Store) -> None:
    customer = sell(store, german())
    sell(store, german(), after=FRESH * 2)
    assert customer.vat_checks.count() == 1


@pytest.mark.parametrize("answer", [VatAnswer.VALID, VatAnswer.INVALID])
def test_an_answer_stands_for_thirty_days(store: Store, answer: VatAnswer) -> None:
    customer = sell(store, german())
    answered(customer, answer)
    sell(store, german(), after=FRESH - timedelta(seconds=1))
    assert customer.vat_checks.count() == 1
    sell(store, german(), after=FRESH)
    assert customer.vat_checks.count() == 2


def test_a_new_number_is_a_new_question(store: Store) -> None:
    customer = sell(store, german())
    answered(customer, VatAnswer.VALID)
    sell(store, german(vat_number=AUSTRIAN))
    asked = customer.vat_checks.order_by("pk").values_list("vat_number", flat=True)
    assert list(asked) == [GERMAN, AUSTRIAN]


def test_a_question_given_up_is_put_again_at_the_next_sale_after_a_month(store: Store) -> None:
    customer = sell(store, german())
    check = answered(customer, VatAnswer.UNREACHABLE)
    check.given_up_at = NOW
    check.save()
    sell(store, german(), after=FRESH)
    assert customer.vat_checks.count() == 2


def test_a_person_asks_again_however_fresh_the_answer_is_and_stands_by_it(store: Store) -> None:
    customer = sell(store, german())
    answered(customer, VatAnswer.VALID)
    check = ask_again(customer=customer, now=NOW, by="anna@example.com")
    assert check is not None
    assert (check.asked_by, check.is_open) == ("anna@example.com", True)
    assert ask_again(customer=customer, now=NOW, by="bo@example.com") == check


def test_the_last_definite_answer_counts(store: Store) -> None:
    customer = sell(store, german())

    def doubt() -> VatCheck | None:
        return found_invalid(customer_id=customer.pk, vat_number=GERMAN)

    assert doubt() is None
    no = answered(customer, VatAnswer.INVALID)
    ask_again(customer=customer, now=NOW, by="anna@example.com")
    answered(customer, VatAnswer.UNREACHABLE)
    assert doubt() == no
    answered(customer, VatAnswer.VALID)
    assert doubt() is None
    assert found_invalid(customer_id=customer.pk, vat_number="") is None


def test_what_was_looked_up_is_given_out_and_stays_with_the_books(store: Store) -> None:
    customer = sell(store, german())
    whose = person(customer)
    (told,) = rights.known_of(whose)["vat-numbers"]
    assert told["vat_number"] == GERMAN
    # Asked in November 2026: a financial year of eighteen months may end in April 2028.
    assert rights.extent_of(whose)["vat-numbers"] == Extent(stays=1, stays_until=date(2035, 12, 31))
    rights.erase(whose, name=str(customer.number), by="anna@example.com", now=NOW)
    assert customer.vat_checks.get().vat_number == GERMAN


def test_a_sale_that_is_not_made_leaves_no_question(store: Store) -> None:
    with transaction.atomic():
        sell(store, german())
        transaction.set_rollback(True)
    assert not VatCheck.objects.exists()
    assert not Delivery.objects.filter(destination="vat-register").exists()
