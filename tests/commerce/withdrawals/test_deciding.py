"""A withdrawal ends in a credit note and a refund, or in a reason; the customer is told."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.fulfilment.returning import take_return
from tamio.commerce.fulfilment.shipping import Parcel, note_receipt, ship
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.letters.open_amounts import standings
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.deciding import accept, identify, reject
from tamio.commerce.withdrawals.models import RefundProposal, State
from tamio.commerce.withdrawals.proposing import (
    for_cancellation,
    for_return,
    for_withdrawal,
)
from tamio.commerce.withdrawals.refunds import propose_refund
from tamio.commerce.withdrawals.standing import TRAVELS, has_right, withdrawal_period
from tests.commerce.letters.writing import letter, work
from tests.commerce.payments.paying import pay, pay_back
from tests.commerce.withdrawals.declaring import declared, sent_to
from tests.factories import NOW, company_buyer, make_invoice, make_product, make_store

pytestmark = pytest.mark.django_db
BY = "anna@example.com"


@pytest.fixture
def store() -> Store:
    return make_store()


@pytest.fixture
def invoice(store: Store) -> Invoice:
    vase = make_product(store=store, name="Vas", price=Decimal("199.00"))
    return make_invoice(store=store, contents={vase: 2})


def paid(invoice: Invoice) -> Invoice:
    pay(invoice, str(invoice.total))
    return invoice


def all_of(invoice: Invoice) -> CreditNote:
    return credit_all(invoice=invoice, reason="Ånger", by=BY, now=NOW)


def shipped(invoice: Invoice, units: int = 2) -> None:
    ship(invoice=invoice, units={1: Decimal(units)}, parcel=Parcel(), by=BY, now=NOW)


def test_accepted_it_has_its_credit_note_and_the_refund_is_due_in_fourteen_days(
    invoice: Invoice,
) -> None:
    withdrawal = declared(paid(invoice))
    accept(withdrawal=withdrawal, note=all_of(invoice), by=BY, now=NOW + timedelta(days=3))
    withdrawal.refresh_from_db()
    assert (withdrawal.state, withdrawal.decided_by) == (State.ACCEPTED, BY)
    refund = RefundProposal.objects.get()
    assert refund.amount == Decimal("398.00")
    assert refund.due_date == NOW.date() + timedelta(days=14)
    assert "398,00" in letter("answer").text


def test_nothing_is_to_be_paid_back_that_was_not_paid(invoice: Invoice) -> None:
    accept(withdrawal=declared(invoice), note=all_of(invoice), by=BY, now=NOW)
    assert RefundProposal.objects.count() == 0
    assert "återbetalas" not in letter("answer").text


def test_rejected_the_customer_reads_why(invoice: Invoice) -> None:
    withdrawal = declared(invoice)
    reject(withdrawal=withdrawal, reason="Förseglingen är bruten.", by=BY, now=NOW)
    assert "Förseglingen är bruten." in letter("answer").text
    assert "ARN" in letter("answer").text


def test_nothing_is_rejected_without_a_reason(invoice: Invoice) -> None:
    with pytest.raises(ValidationError):
        reject(withdrawal=declared(invoice), reason="  ", by=BY, now=NOW)


def test_it_is_decided_once(invoice: Invoice) -> None:
    withdrawal = declared(invoice)
    reject(withdrawal=withdrawal, reason="För sent.", by=BY, now=NOW)
    with pytest.raises(ValidationError, match=r"redan avgjord|decided already"):
        accept(withdrawal=withdrawal, note=all_of(invoice), by=BY, now=NOW)
    with pytest.raises(ValidationError, match=r"redan avgjord|decided already"):
        identify(withdrawal=withdrawal, invoice=invoice)


def test_another_orders_credit_note_does_not_answer_it(store: Store, invoice: Invoice) -> None:
    with pytest.raises(ValidationError, match=r"annan order|another order"):
        accept(withdrawal=declared(invoice), note=all_of(make_invoice(store=store)), by=BY, now=NOW)


def test_the_store_can_say_which_order_was_meant(store: Store, invoice: Invoice) -> None:
    withdrawal = sent_to(store, order_number="den blå vasen")
    identify(withdrawal=withdrawal, invoice=invoice)
    withdrawal.refresh_from_db()
    assert withdrawal.invoice == invoice


def test_refunds_never_exceed_what_was_paid(invoice: Invoice) -> None:
    paid(invoice)
    for _ in range(2):
        note = credit(invoice=invoice, parts=[_one_of(1)], reason="Retur", by=BY, now=NOW)
        propose_refund(note, now=NOW)
    amounts = [each.amount for each in RefundProposal.objects.all()]
    assert amounts == [Decimal("199.00"), Decimal("199.00")]


def _one_of(position: int) -> CreditPart:
    return CreditPart(position=position, quantity=Decimal(1))


def test_what_has_been_paid_back_is_not_proposed_again(invoice: Invoice) -> None:
    paid(invoice)
    for _ in range(2):
        note = credit(invoice=invoice, parts=[_one_of(1)], reason="Retur", by=BY, now=NOW)
        refund = propose_refund(note, now=NOW)
        assert refund is not None
        assert refund.amount == Decimal("199.00")
        pay_back(invoice, "199.00")
    assert standings([invoice])[invoice.pk].overpaid == 0


def test_of_what_was_paid_in_part_only_what_is_too_much_goes_back(invoice: Invoice) -> None:
    pay(invoice, "300.00")
    note = credit(invoice=invoice, parts=[_one_of(1)], reason="Retur", by=BY, now=NOW)
    refund = propose_refund(note, now=NOW)
    assert refund is not None
    assert refund.amount == Decimal("101.00")


def test_from_the_whole_order_everything_is_proposed_and_from_a_part_nothing_is_guessed() -> None:
    assert for_withdrawal(what="").parts is None
    assert for_withdrawal(what="Vasen").parts == ()


def test_what_came_back_is_proposed_as_far_as_it_is_not_credited(invoice: Invoice) -> None:
    shipped(invoice)
    came = {1: (Decimal(2), "as-new")}
    returned, _is_new = take_return(invoice=invoice, came=came, note="", by=BY, now=NOW)
    credit(invoice=invoice, parts=[_one_of(1)], reason="Retur", by=BY, now=NOW)
    (part,) = for_return(returned).parts or ()
    assert part.quantity == 1


def test_an_order_of_which_nothing_has_left_is_cancelled_whole(invoice: Invoice) -> None:
    proposal = for_cancellation(invoice)
    assert proposal is not None
    assert proposal.parts is None


def test_of_an_order_that_has_left_in_part_the_rest_is_cancelled(invoice: Invoice) -> None:
    shipped(invoice, 1)
    proposal = for_cancellation(invoice)
    assert proposal is not None
    (part,) = proposal.parts or ()
    assert (part.position, part.quantity == 1) == (1, True)
    shipped(invoice, 1)
    assert for_cancellation(invoice) is None


def test_the_period_runs_from_the_day_of_receipt(invoice: Invoice) -> None:
    work()
    assert withdrawal_period(invoice).last is None
    shipped(invoice)
    assert withdrawal_period(invoice).last == NOW.date() + TRAVELS + timedelta(days=14)
    received = NOW.date() + timedelta(days=2)
    note_receipt(shipment=invoice.shipments.get(), on_date=received, today=received)
    assert withdrawal_period(invoice).last == received + timedelta(days=14)


def test_of_a_service_it_runs_from_the_order(store: Store) -> None:
    course = make_product(store=store, item_type="service")
    invoice = make_invoice(store=store, contents={course: 1})
    assert withdrawal_period(invoice).longer_for_want_of_information
    work()
    assert withdrawal_period(invoice).last == NOW.date() + timedelta(days=14)


def test_a_company_has_no_right_to_withdraw(store: Store) -> None:
    assert not has_right(make_invoice(store=store, buyer_details=company_buyer()))
