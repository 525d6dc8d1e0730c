"""Of what comes after a sale, what the books do not need goes with the person."""

from decimal import Decimal

import pytest

from tamio.commerce.customers.privacy import person
from tamio.commerce.fulfilment.shipping import Parcel, ship
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.links.models import OneTimeLink, OrderLink
from tamio.commerce.links.one_time import make_one_time_link
from tamio.commerce.mail.models import Message
from tamio.commerce.privacy import rights
from tamio.commerce.withdrawals.deciding import reject
from tamio.commerce.withdrawals.models import Withdrawal
from tamio.outbox.models import Delivery
from tests.commerce.letters.writing import work
from tests.commerce.withdrawals.declaring import declared, sent_to
from tests.factories import NOW, make_invoice, make_store

pytestmark = pytest.mark.django_db
BY = "owner@example.com"


@pytest.fixture
def invoice() -> Invoice:
    """Shipped, with a parcel one can follow, a link, and two withdrawals: one of no order."""
    made = make_invoice(store=make_store())
    parcel = Parcel(tracking_number="UA1", tracking_url="https://post.example/UA1")
    ship(invoice=made, units={1: Decimal(1)}, parcel=parcel, by=BY, now=NOW)
    make_one_time_link(store=made.store, email=made.buyer_email, now=NOW)
    declared(made)
    sent_to(made.store, order_number="?")
    for each in Withdrawal.objects.all():
        reject(withdrawal=each, reason="Förseglad.", by=BY, now=NOW)
    work()
    return made


def test_all_of_it_is_given_out_but_nothing_that_opens_a_door(invoice: Invoice) -> None:
    known = rights.known_of(person(invoice.customer))
    said = str({room: known[room] for room in ("links", "fulfilment", "withdrawals")})
    assert "UA1" in said
    assert "Förseglad." in said
    assert invoice.order_link.token not in said


def test_links_and_parcels_go_and_what_belongs_to_the_invoice_stays(invoice: Invoice) -> None:
    rights.erase(person(invoice.customer), name="1001", by=BY, now=NOW)
    assert not OrderLink.objects.exists()
    assert not OneTimeLink.objects.exists()
    assert invoice.shipments.get().tracking_number == ""
    about, stray = Withdrawal.objects.order_by("pk")
    assert (about.name, stray.name) == ("Åsa Öberg", "[erased]")


def test_whoever_waits_for_an_answer_is_not_erased(invoice: Invoice) -> None:
    declared(invoice)
    assert rights.hindrances(person(invoice.customer))


def test_a_letter_that_was_refused_for_good_hinders_nothing(invoice: Invoice) -> None:
    order = Message.objects.filter(kind="order")
    order.update(sent_at=None)
    its = Delivery.objects.filter(destination="mail", subject_id__in=order.values("pk"))
    its.update(state="waiting", due_at=NOW, settled_at=None)
    assert rights.hindrances(person(invoice.customer))
    problem = {"message": {"sv": "x", "en": "x"}, "remedy": {"sv": "x", "en": "x"}, "code": "550"}
    its.update(state="rejected", problem=problem, due_at=None)
    assert not rights.hindrances(person(invoice.customer))
