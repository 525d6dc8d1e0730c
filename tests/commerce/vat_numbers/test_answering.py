"""The worker asks; the answer is kept with its date. Without one it asks on, and no sale waits."""

from datetime import timedelta
from typing import Any

import pytest

from tamio.commerce.customers.models import VatCheck
from tamio.commerce.customers.vat_numbers.asking import ask_again
from tamio.commerce.customers.vat_numbers.deliver import GIVEN_UP_AFTER
from tamio.commerce.stores.models import Store
from tamio.outbox.drain import drain_due
from tamio.outbox.models import Delivery
from tests.commerce.vat_numbers.conftest import GERMAN, german
from tests.commerce.vat_numbers.server import NOT_THERE, WELL, Register, trouble
from tests.factories import NOW, make_invoice, make_store

pytestmark = [pytest.mark.integration, pytest.mark.django_db(transaction=True)]
DOWN = (500, trouble("SERVICE_UNAVAILABLE"))


def sold(store: Store | None = None) -> VatCheck:
    invoice = make_invoice(store=store or make_store(), buyer_details=german())
    assert invoice.number is not None
    check: VatCheck = invoice.customer.vat_checks.get()
    return check


def drain(check: VatCheck, *, after: timedelta = timedelta(0)) -> Delivery:
    drain_due(clock=lambda: NOW + after)
    check.refresh_from_db()
    return Delivery.objects.get(destination="vat-register", subject_id=check.pk)


def test_the_answer_is_kept_with_its_date_and_proof(register: Register) -> None:
    check = sold()
    assert drain(check).state == "submitted"
    assert (check.answer, check.answered_at) == ("valid", NOW)
    assert check.consultation_number == "WAPIAAAAZ1a2b3c4"
    assert check.registered_name == "GLASHÜTTE GMBH"
    (asked,) = register.asked
    assert asked["requesterNumber"] == "556703748501"


def test_a_number_that_is_not_in_force_is_a_fact_and_stops_nothing(register: Register) -> None:
    register.answers = [(200, NOT_THERE)]
    check = sold()
    assert drain(check).state == "submitted"
    assert check.answer == "invalid"
    assert sold(check.store).pk == check.pk  # the next sale is made, and asks nothing


def test_a_sale_is_made_while_the_register_is_down_and_the_answer_comes_later(
    register: Register,
) -> None:
    register.answers = [DOWN, (200, WELL)]
    check = sold()
    delivery = drain(check)
    assert (delivery.state, check.answer, check.is_open) == ("later", "unreachable", True)
    assert check.detail == "SERVICE_UNAVAILABLE"
    assert drain(check, after=timedelta(hours=1)).state == "submitted"
    assert (check.answer, check.detail) == ("valid", "")
    assert check.answered_at == NOW + timedelta(hours=1)


def test_after_two_days_it_asks_no_more_and_says_so(register: Register) -> None:
    register.answers = [DOWN]
    check = sold()
    assert drain(check).state == "later"
    delivery = drain(check, after=GIVEN_UP_AFTER)
    assert (delivery.state, check.is_open) == ("skipped", False)
    assert check.given_up_at == NOW + GIVEN_UP_AFTER


def test_a_number_of_a_wrong_form_is_not_asked_about(register: Register) -> None:
    check = sold()
    VatCheck.objects.filter(pk=check.pk).update(vat_number="DE136695977")
    assert drain(check).state == "submitted"
    assert (check.answer, register.asked) == ("invalid", [])


def test_what_is_answered_is_not_asked_by_whoever_takes_the_lane_over(register: Register) -> None:
    check = sold()
    VatCheck.objects.filter(pk=check.pk).update(answer="invalid", answered_at=NOW)
    assert drain(check).state == "submitted"
    assert (check.answer, register.asked) == ("invalid", [])


def test_what_was_asked_before_the_register_was_switched_off_is_let_be(
    register: Register, settings: Any
) -> None:
    check = sold()
    settings.VIES_URL = ""
    assert drain(check).state == "skipped"
    assert (check.answer, register.asked) == ("", [])


def test_asking_again_keeps_what_was_answered_before(register: Register) -> None:
    first = sold()
    drain(first)
    register.answers = [(200, NOT_THERE)]
    second = ask_again(customer=first.customer, now=NOW, by="anna@example.com")
    assert second is not None
    drain(second)
    answers = VatCheck.objects.order_by("pk").values_list("vat_number", "answer")
    assert list(answers) == [(GERMAN, "valid"), (GERMAN, "invalid")]


def test_a_store_without_a_right_number_of_its_own_asks_without_it(register: Register) -> None:
    drain(sold(make_store(vat_number="")))
    assert "requesterNumber" not in register.asked[0]
