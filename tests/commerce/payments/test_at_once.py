"""Two at once: each sees what the other has done."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.payments.bank.importing import import_file
from tamio.commerce.payments.models import BankEntry, Means, Receipt, Refund
from tamio.commerce.payments.refunding import refund
from tests.commerce.payments.files import camt, entry, payment
from tests.commerce.payments.paying import BY, pay, pay_back, payment_of, sold
from tests.commerce.together import together
from tests.factories import NOW

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]


def test_refunds_at_once_never_exceed_what_was_paid() -> None:
    invoice = sold("100.00")
    pay(invoice, "100.00", provider="stripe", provider_id="pi_1", means=Means.CARD)

    def by_hand() -> bool:
        try:
            pay_back(invoice, "60.00")
        except ValidationError:
            return False
        return True

    def through_provider() -> bool:
        try:
            refund(invoice=invoice, amount=Decimal(60), reason="", by=BY, now=NOW)
        except ValidationError:
            return False
        return True

    assert sum(together([by_hand, through_provider] * 3)) == 1
    assert Refund.objects.count() == 1
    assert payment_of(invoice).refunded == 60


def test_payments_at_once_are_all_added_up() -> None:
    invoice = sold("100.00")
    together([lambda: pay(invoice, "10.00")] * 6)
    assert payment_of(invoice).received == 60


def test_a_provider_that_tells_of_one_payment_several_times_at_once_has_one_receipt() -> None:
    invoice = sold("100.00")
    told = {"provider": "stripe", "provider_id": "pi_1", "means": Means.CARD}
    together([lambda: pay(invoice, "100.00", **told)] * 6)
    assert Receipt.objects.count() == 1
    assert payment_of(invoice).received == 100


def test_one_file_read_by_several_at_once_is_read_once() -> None:
    invoice = sold("100.00")
    payments = [payment("10.00", "100164", own=str(each)) for each in range(10)]
    content = camt(entry(*payments))

    def read() -> None:
        import_file(store=invoice.store, content=content, name="x", by=BY, now=NOW)

    together([read] * 4)
    assert (BankEntry.objects.count(), Receipt.objects.count()) == (10, 10)
    assert payment_of(invoice).received == 100
