from collections.abc import Callable
from contextlib import suppress
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.audit.models import Change
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Payment, Receipt, Refund, RefundOutcome, Standing
from tamio.commerce.payments.receiving import receive, take_back
from tamio.commerce.payments.refunding import adopt, has_failed, is_done, refund, returnable
from tamio.commerce.payments.standing import settle
from tests.commerce.payments.paying import BY, TODAY, money, pay, pay_back, payment_of, sold
from tests.factories import NOW
from tests.tries import times

pytestmark = pytest.mark.django_db


def test_an_invoice_is_unpaid_at_first() -> None:
    payment = payment_of(sold("100.00"))
    assert (payment.standing, payment.left, payment.received_at) == ("unpaid", Decimal(100), None)


@pytest.mark.parametrize(
    ("amounts", "standing", "left", "over"),
    [
        (["99.99"], "partly", "0.01", "0"),
        (["100.00"], "paid", "0", "0"),
        (["60.00", "40.00"], "paid", "0", "0"),
        (["60.00", "40.01"], "over", "0", "0.01"),
    ],
)
def test_what_comes_in_is_added_up(amounts: list[str], standing: str, left: str, over: str) -> None:
    invoice = sold("100.00")
    for amount in amounts:
        pay(invoice, amount)
    payment = payment_of(invoice)
    assert payment.standing == standing
    assert (payment.left, payment.over) == (Decimal(left), Decimal(over))
    assert (payment.received_at is None) == (standing == "partly")


def test_a_credit_note_lowers_what_is_due() -> None:
    invoice = sold("100.00")
    credit(
        invoice=invoice, parts=[CreditPart(position=1, amount=Decimal(30))], reason="x", by=BY,
        now=NOW,
    )  # fmt: skip
    assert payment_of(invoice).left == 70
    pay(invoice, "70.00")
    assert payment_of(invoice).standing == Standing.PAID


def test_a_credit_note_of_all_that_was_unpaid_leaves_nothing_to_pay() -> None:
    invoice = sold("100.00")
    credit_all(invoice=invoice, reason="x", by=BY, now=NOW)
    payment = payment_of(invoice)
    assert (payment.standing, payment.left, payment.over) == (
        Standing.NOTHING,
        Decimal(0),
        Decimal(0),
    )


def test_a_credit_note_after_payment_proposes_a_refund() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00")
    credit_all(invoice=invoice, reason="x", by=BY, now=NOW)
    assert payment_of(invoice).over == 100
    pay_back(invoice, "100.00")
    payment = payment_of(invoice)
    assert (payment.standing, payment.over) == (Standing.REFUNDED, Decimal(0))


def test_one_payment_of_a_provider_is_one_receipt() -> None:
    invoice = sold("100.00")
    told = money("100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    first, is_new = receive(invoice=invoice, money=told, by="stripe", now=NOW)
    again, is_new_again = receive(invoice=invoice, money=told, by="stripe", now=NOW)
    assert (first, is_new, is_new_again) == (again, True, False)
    assert payment_of(invoice).received == 100


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("amount", {"amount": "0.00"}),
        ("amount", {"amount": "-5.00"}),
        ("amount", {"amount": "1.001"}),
        ("amount", {"amount": "NaN"}),
        ("currency", {"amount": "1.00", "currency": "EUR"}),
        ("paid_on", {"amount": "1.00", "paid_on": TODAY.replace(day=24)}),
    ],
)
def test_a_wrong_payment_is_refused_by_its_field(field: str, wrong: dict[str, str]) -> None:
    invoice = sold("100.00")
    with pytest.raises(ValidationError) as refused:
        pay(invoice, **wrong)
    assert list(refused.value.message_dict) == [field]
    assert not Receipt.objects.exists()


def test_a_receipt_noted_by_mistake_is_taken_back_by_another() -> None:
    invoice = sold("100.00")
    receipt = pay(invoice, "100.00")
    take_back(receipt=receipt, by=BY, now=NOW)
    assert payment_of(invoice).standing == Standing.UNPAID
    assert [each.amount for each in Receipt.objects.all()] == [100, -100]
    with pytest.raises(ValidationError):
        take_back(receipt=receipt, by=BY, now=NOW)


def test_what_a_provider_vouches_for_is_not_taken_back() -> None:
    receipt = pay(sold(), "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    with pytest.raises(ValidationError):
        take_back(receipt=receipt, by=BY, now=NOW)


def test_a_receipt_of_which_money_went_back_is_not_taken_back() -> None:
    invoice = sold("100.00")
    receipt = pay(invoice, "100.00")
    pay_back(invoice, "10.00")
    with pytest.raises(ValidationError):
        take_back(receipt=receipt, by=BY, now=NOW)


def test_a_refund_goes_back_the_way_the_money_came() -> None:
    invoice = sold("100.00")
    first = pay(invoice, "60.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    second = pay(invoice, "40.00", provider="stripe", provider_id="pi_2", means=Means.CARD)
    made = refund(invoice=invoice, amount=Decimal(70), reason="", by=BY, now=NOW)
    assert [(each.receipt, each.amount) for each in made] == [
        (second, Decimal(40)),
        (first, Decimal(30)),
    ]
    assert [(each.receipt, each.left) for each in returnable(invoice)] == [(first, Decimal(30))]


def test_what_came_by_bank_does_not_go_back_through_a_provider() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00")
    with pytest.raises(ValidationError):
        refund(invoice=invoice, amount=Decimal(70), reason="", by=BY, now=NOW)
    assert not Refund.objects.exists()


def test_a_refund_counts_until_it_fails() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    [made] = refund(invoice=invoice, amount=Decimal(100), reason="", by=BY, now=NOW)
    assert payment_of(invoice).refunded == 100
    for _ in range(2):
        has_failed(refund=made, text="card is closed", now=NOW)
    payment = payment_of(invoice)
    assert (payment.refunded, payment.standing) == (Decimal(0), Standing.PAID)
    assert RefundOutcome.objects.count() == 1


def test_a_refund_told_of_twice_is_done_once() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    [made] = refund(invoice=invoice, amount=Decimal(40), reason="", by=BY, now=NOW)
    for _ in range(2):
        is_done(refund=made, provider_id="re_1", paid_on=TODAY, now=NOW)
    assert RefundOutcome.objects.count() == 1
    assert made.receipt is not None
    known = adopt(
        receipt=made.receipt, amount=Decimal(40), provider_id="re_1", paid_on=TODAY, now=NOW
    )
    assert known is None


def test_a_refund_made_at_the_provider_is_adopted() -> None:
    invoice = sold("100.00")
    receipt = pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)
    adopt(receipt=receipt, amount=Decimal(40), provider_id="re_9", paid_on=TODAY, now=NOW)
    assert payment_of(invoice).refunded == 40


@pytest.mark.parametrize("amount", ["100.01", "0.00", "-1.00", "1.005"])
def test_more_than_came_or_less_than_an_ore_is_not_paid_back(amount: str) -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00")
    with pytest.raises(ValidationError):
        pay_back(invoice, amount)


def test_the_database_keeps_facts_as_they_were_written() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00")
    pay_back(invoice, "10.00")
    for model in (Receipt, Refund):
        with pytest.raises(IntegrityError), transaction.atomic():
            model.objects.update(amount=1)
        with pytest.raises(TypeError):
            model.objects.get().save()
    with pytest.raises(IntegrityError), transaction.atomic():
        RefundOutcome.objects.update(failed=True)


def test_the_database_refuses_more_paid_back_than_came() -> None:
    invoice = sold("100.00")
    with pytest.raises(IntegrityError), transaction.atomic():
        Payment.objects.filter(invoice=invoice).update(refunded=1)
    assert not Change.objects.exists()


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "card", "hand", "provider", "fail", "credit", "back"]),
        st.decimals("0.01", "150", places=2),
    ),
    max_size=12,
)


class Sequences(TestCase):
    @settings(max_examples=times(2))
    @given(STEPS)
    def test_refunds_never_exceed_what_was_paid(self, steps: list[tuple[str, Decimal]]) -> None:
        invoice = sold("100.00")
        for position, (step, amount) in enumerate(steps):
            _do(invoice, step, amount, position)
            payment = payment_of(invoice)
            assert 0 <= payment.refunded <= payment.received
            assert payment.left * payment.over == 0
            assert payment.kept == payment.due - payment.left + payment.over
            kept = (payment.standing, payment.received, payment.refunded, payment.credited)
            anew = settle(payment, now=NOW)
            assert kept == (anew.standing, anew.received, anew.refunded, anew.credited)
        for receipt in Receipt.objects.filter(invoice=invoice):
            back = receipt.refunds.exclude(outcomes__failed=True)
            assert sum((each.amount for each in back), Decimal(0)) <= max(
                receipt.amount, Decimal(0)
            )


def _do(invoice: Invoice, step: str, amount: Decimal, position: int) -> None:
    with suppress(ValidationError):
        _STEPS[step](invoice, amount, position)


def _fail(invoice: Invoice, _amount: Decimal, _position: int) -> None:
    last = Refund.objects.filter(invoice=invoice).exclude(receipt=None).last()
    if last is not None:
        has_failed(refund=last, text="no", now=NOW)


def _take_back(invoice: Invoice, _amount: Decimal, _position: int) -> None:
    last = Receipt.objects.filter(invoice=invoice).last()
    if last is not None:
        take_back(receipt=last, by=BY, now=NOW)


def _credit(invoice: Invoice, amount: Decimal, _position: int) -> None:
    part = CreditPart(position=1, amount=amount)
    credit(invoice=invoice, parts=[part], reason="x", by=BY, now=NOW)


def _send_back(invoice: Invoice, amount: Decimal, _position: int) -> None:
    refund(invoice=invoice, amount=amount, reason="", by=BY, now=NOW)


_STEPS: dict[str, Callable[[Invoice, Decimal, int], object]] = {
    "pay": lambda invoice, amount, _position: pay(invoice, str(amount)),
    "card": lambda invoice, amount, position: pay(
        invoice, str(amount), provider="stripe", provider_id=f"pi_{position}"
    ),
    "hand": lambda invoice, amount, _position: pay_back(invoice, str(amount)),
    "provider": _send_back,
    "fail": _fail,
    "credit": _credit,
    "back": _take_back,
}
