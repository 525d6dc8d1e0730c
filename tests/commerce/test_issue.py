from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.db import transaction

from tamio.commerce.invoices.models import AlreadyIssued, Invoice
from tamio.outbox.destinations import Destination, declared
from tamio.outbox.models import Delivery
from tests.commerce.drafts import make_draft
from tests.commerce.lines import draft
from tests.factories import NOW, buyer

pytestmark = pytest.mark.django_db
LISTENER = Destination(name="listener", hears=("invoice.issued",), deliver="nobody")


def test_issuing_gives_number_instant_and_day() -> None:
    invoice = make_draft()

    invoice.issue(now=NOW)

    invoice.refresh_from_db()
    assert invoice.number == 1001
    assert invoice.issued_at == NOW
    assert invoice.invoice_date == date(2026, 11, 23)


def test_the_day_is_the_stores_own() -> None:
    invoice = make_draft()

    invoice.issue(now=datetime(2026, 6, 30, 22, 30, tzinfo=UTC))

    assert invoice.invoice_date == date(2026, 7, 1)


def test_an_invoice_is_issued_once() -> None:
    invoice = make_draft()
    invoice.issue(now=NOW)

    with pytest.raises(AlreadyIssued, match="1001"):
        invoice.issue(now=NOW)

    assert make_draft(store=invoice.store).number is None


def test_the_fact_is_recorded_for_those_who_must_hear_of_it() -> None:
    with declared(LISTENER):
        invoice = make_draft()
        invoice.issue(now=NOW)

    delivery = Delivery.objects.get(destination="listener")
    assert (delivery.kind, delivery.subject_id) == ("invoice.issued", invoice.pk)
    assert (delivery.store_id, delivery.recorded_at) == (invoice.store_id, NOW)


def test_the_fact_lives_and_dies_with_the_invoice() -> None:
    with declared(LISTENER), transaction.atomic():
        make_draft().issue(now=NOW)
        transaction.set_rollback(True)

    assert not Invoice.objects.exists()
    assert not Delivery.objects.exists()


@pytest.mark.integration
@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_issued() -> None:
    with transaction.atomic():
        invoice = make_draft()

    with pytest.raises(transaction.TransactionManagementError):
        invoice.issue(now=NOW)

    assert Invoice.objects.get().number is None


def test_buyer_and_seller_are_kept_as_they_were() -> None:
    invoice = make_draft()
    invoice.issue(now=NOW)
    card, store = invoice.customer, invoice.store
    card.name = card.line1 = store.name = store.line1 = "Ändrat"
    card.save()
    store.save()

    invoice.refresh_from_db()

    assert (invoice.buyer_name, invoice.buyer_line1) == (buyer().name, buyer().line1)
    assert invoice.seller["line1"] == "Storgatan 1"
    assert invoice.seller["bankgiro"] == "5050-1055"


def test_the_reference_has_a_fixed_length_and_tells_store_and_invoice_apart() -> None:
    ours, theirs = make_draft(), make_draft()
    ours.issue(now=NOW)
    theirs.issue(now=NOW)

    assert ours.number == theirs.number
    assert ours.reference != theirs.reference
    assert len(ours.reference) == len(theirs.reference) == 19


def test_an_invoice_sums_its_lines_and_specifies_their_vat() -> None:
    lines = [draft(), draft(unit_price=Decimal("49.00"), vat_rate=Decimal(6))]

    invoice = make_draft(lines=lines)

    assert (invoice.net, invoice.vat, invoice.total) == (
        Decimal("125.43"), Decimal("22.57"), Decimal("148.00"),
    )  # fmt: skip
    assert [row.rate for row in invoice.vat_specification()] == [25, 6]
    assert invoice.money.amount == Decimal("148.00")
