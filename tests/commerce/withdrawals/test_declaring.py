"""A withdrawal is received, timed and acknowledged, and says nothing to those who guess."""

import uuid
from datetime import timedelta

import pytest

from tamio.commerce.mail.models import Message
from tamio.commerce.withdrawals.declaring import MOST_AN_HOUR, TooMany, declare
from tamio.commerce.withdrawals.forgetting import forget
from tamio.commerce.withdrawals.models import Withdrawal
from tests.commerce.letters.writing import letter
from tests.commerce.withdrawals.declaring import declaration, declared, sent_to
from tests.factories import NOW, make_invoice, make_store

pytestmark = pytest.mark.django_db


def test_it_is_acknowledged_with_its_content_day_and_time() -> None:
    invoice = make_invoice(store=make_store())
    declared(invoice, what="Vasen")
    said = letter("withdrawal")
    assert said.recipient == "asa@example.com"
    for each in (
        "Åsa Öberg",
        str(invoice.number),
        "Vasen",
        "23 november 2026 kl. 10:00 (centraleuropeisk normaltid)",
    ):
        assert each in said.text
        assert each in said.html


def test_the_store_is_told() -> None:
    invoice = make_invoice(store=make_store(email="hej@butik.example"))
    made = declared(invoice)
    notice = letter("notice")
    assert notice.recipient == "hej@butik.example"
    assert f"/backoffice/{invoice.store.slug}/withdrawals/{made.pk}/" in notice.text


def test_it_is_acknowledged_alike_whether_there_is_such_an_order_or_not() -> None:
    store = make_store()
    invoice = make_invoice(store=store)
    declared(invoice)
    sent_to(store, order_number="9999", email="bo@example.com", name="Åsa Öberg")
    true, false = Message.objects.filter(kind="withdrawal").order_by("pk")
    number = str(invoice.number)
    assert true.text.replace(number, "9999").replace("asa@", "bo@") == false.text


@pytest.mark.parametrize("written", ["{number}", "#{number}", " {number} ", "{reference}"])
def test_an_order_is_found_by_number_or_payment_reference_and_address(written: str) -> None:
    invoice = make_invoice(store=make_store())
    number, reference = invoice.number, invoice.payments.get().reference
    made = declared(invoice, order_number=written.format(number=number, reference=reference))
    assert made.invoice == invoice


@pytest.mark.parametrize(
    "fields", [{"email": "bo@example.com"}, {"order_number": "1"}, {"order_number": "9" * 40}]
)
def test_a_number_alone_finds_nothing(fields: dict[str, str]) -> None:
    assert declared(make_invoice(store=make_store()), **fields).invoice is None


def test_another_stores_order_is_not_found() -> None:
    invoice = make_invoice(store=make_store())
    assert sent_to(make_store(), order_number=str(invoice.number)).invoice is None


def test_sent_twice_it_is_one_withdrawal_and_one_letter() -> None:
    invoice = make_invoice(store=make_store())
    token = uuid.uuid4()
    assert declared(invoice, token=token) == declared(invoice, token=token)
    assert letter("withdrawal")


def test_an_address_sends_only_so_many_an_hour() -> None:
    store = make_store()
    for _ in range(MOST_AN_HOUR):
        sent_to(store)
    with pytest.raises(TooMany):
        sent_to(store)
    declare(store=store, declaration=declaration(), now=NOW + timedelta(minutes=61))
    assert Withdrawal.objects.count() == MOST_AN_HOUR + 1


@pytest.mark.parametrize(("days", "known"), [(364, True), (366, False)])
def test_of_a_withdrawal_from_no_known_order_nobody_is_left_after_a_year(
    days: int, known: bool
) -> None:
    store = make_store()
    stray, about = sent_to(store), declared(make_invoice(store=store))
    forget(lambda: NOW + timedelta(days=days))
    stray.refresh_from_db()
    about.refresh_from_db()
    assert (stray.name == "Åsa Öberg") is known
    assert about.name == "Åsa Öberg"
