"""An order is confirmed on a durable medium with all that the law asks for, and no sale waits."""

import smtplib
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction

from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.test_sale import make_test_sale
from tamio.commerce.content.models import Shopfront
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.mail.models import Message
from tamio.outbox import destinations
from tamio.outbox.models import Delivery
from tamio.outbox.record import record
from tests.commerce.letters.writing import kinds_about, letter, settings_for, work
from tests.commerce.payments.paying import pay
from tests.commerce.sales import sale
from tests.factories import (
    NOW,
    buyer,
    company_buyer,
    make_cart,
    make_invoice,
    make_product,
    make_store,
)

pytestmark = pytest.mark.django_db


def test_the_confirmation_says_all_that_the_law_asks_for() -> None:
    store = make_store(name="Glashyttan", language="en")
    vase = make_product(store=store, name="Vas", price=Decimal("199.00"))
    book = make_product(store=store, name="Bok", price=Decimal("106.00"), vat_class="culture")
    invoice = make_invoice(store=store, contents={vase: 2, book: 1})
    work()
    written = letter("order")
    expected = [
        "Vas", "2 st", "SEK\xa0398.00", "Bok",
        "Total excl. VAT: SEK\xa0418.40", "VAT 25% of SEK\xa0318.40: SEK\xa079.60",
        "VAT 6% of SEK\xa0100.00: SEK\xa06.00", "Total incl. VAT: SEK\xa0504.00",
        invoice.payments.get().reference, "5050-1055",
        "Glashyttan", "556703-7485", "SE556703748501", "Storgatan 1", "hej@butik.example",
        "within 14 days", f"/s/{store.slug}/angra/?order={invoice.order_link.token}",
        f"/s/{store.slug}/order/{invoice.order_link.token}/",
        "Withdraw from the contract here", "I hereby give notice", "three years", "ARN",
    ]  # fmt: skip
    assert [each for each in expected if each not in written.text] == []


def test_the_invoice_goes_with_it_as_pdf() -> None:
    invoice = make_invoice(store=make_store())
    work()
    paper = {"kind": "invoice", "subject_id": invoice.pk, "language": "sv"}
    assert letter("order").enclosures == [paper]
    (sent,) = mail.outbox
    assert [type_ for _name, _content, type_ in sent.attachments] == ["application/pdf"]


def test_text_and_html_say_the_same() -> None:
    invoice = make_invoice(store=make_store())
    work()
    written = letter("order")
    for said in ("Ångerrätt", "Ångra avtalet här", str(invoice.number), "Åsa Öberg"):
        assert said in written.text
        assert said in written.html


def test_a_company_has_no_right_of_withdrawal_and_is_told_of_none() -> None:
    make_invoice(store=make_store(), buyer_details=company_buyer())
    work()
    assert "Ångerrätt" not in letter("order").text


def test_it_is_in_the_language_that_the_buyer_read() -> None:
    store = make_store(language="sv")
    cart = make_cart(store=store, contents={make_product(store=store): 1})
    place_order(cart=cart, buyer=buyer(), now=NOW, language="en-gb")
    work()
    assert letter("order").language == "en"
    assert "Thank you for your order" in letter("order").text


def test_a_buyer_abroad_of_whom_nothing_is_known_is_written_to_in_english() -> None:
    store = make_store()
    settings_for(store, sends_api_orders=True)
    register_sale(store=store, sale=sale(buyer=buyer(country="DE", postal_code="10115")), now=NOW)
    work()
    assert letter("order").language == "en"


def test_what_is_written_by_others_cannot_become_html() -> None:
    store = make_store()
    settings_for(store, greeting_sv="<b>Hej</b>\n\nVälkommen", footer_sv="Hälsningar & tack")
    make_invoice(store=store, contents={make_product(store=store, name="<script>x</script>"): 1})
    work()
    html = letter("order").html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "&lt;b&gt;Hej&lt;/b&gt;" in html
    assert "Hälsningar &amp; tack" in html


def test_the_store_gives_it_name_colour_logo_and_words() -> None:
    store = make_store(name="Glashyttan", accent="#aa3322")
    logo = {"logo_digest": "a" * 32, "logo_kind": "png", "logo_width": 800, "logo_height": 100}
    Shopfront.objects.create(store=store, **logo)
    settings_for(store, greeting_sv="Välkommen hit")
    make_invoice(store=store)
    work()
    html = letter("order").html
    address = f"/s/{store.slug}/logo/{'a' * 32}.png"
    for said in (
        "#aa3322",
        address,
        'width="240" height="30"',
        'alt="Glashyttan"',
        "Välkommen hit",
    ):
        assert said in html


def test_a_logo_that_mail_programs_cannot_draw_is_left_out() -> None:
    store = make_store(name="Glashyttan")
    logo = {"logo_digest": "a" * 32, "logo_kind": "svg", "logo_width": 80, "logo_height": 40}
    Shopfront.objects.create(store=store, **logo)
    make_invoice(store=store)
    work()
    assert "<img" not in letter("order").html


def test_a_sale_does_not_wait_for_a_mail_server(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: Any, **_options: Any) -> None:
        raise smtplib.SMTPServerDisconnected("gone")

    monkeypatch.setattr(EmailBackend, "send_messages", refuse)
    invoice = make_invoice(store=make_store())
    assert Message.objects.count() == 0  # not even drawn in the sale
    work()
    assert kinds_about(invoice.pk) == ["order"]
    assert Delivery.objects.get(destination="mail").state == "later"


def test_a_sale_that_is_rolled_back_is_not_confirmed() -> None:
    with transaction.atomic():
        make_invoice(store=make_store())
        transaction.set_rollback(True)
    work()
    assert Message.objects.count() == 0


def test_one_sale_is_confirmed_once_whoever_delivers_it() -> None:
    invoice = make_invoice(store=make_store())
    work()
    Delivery.objects.filter(destination="letters").update(
        state="waiting", due_at=NOW, settled_at=None
    )
    work()
    assert kinds_about(invoice.pk) == ["order"]


def test_a_sale_through_the_api_is_confirmed_only_if_the_store_says_so() -> None:
    store = make_store()
    invoice, _is_new = register_sale(store=store, sale=sale(), now=NOW)
    work()
    assert kinds_about(invoice.pk) == []
    assert Delivery.objects.get(destination="letters").state == "skipped"
    settings_for(store, sends_api_orders=True)
    second, _is_new = register_sale(store=store, sale=sale(external_reference="w-2"), now=NOW)
    work()
    assert kinds_about(second.pk) == ["order"]


def test_a_sale_that_is_recorded_long_afterwards_is_confirmed_to_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with monkeypatch.context() as before:
        before.delitem(destinations._declared, "letters")
        invoice = make_invoice(store=make_store())
    with transaction.atomic():
        later = NOW + timedelta(days=2)
        record(kind="invoice.issued", store_id=invoice.store_id, subject_id=invoice.pk, now=later)
    work(later)
    assert kinds_about(invoice.pk) == []


def test_nobody_is_written_to_about_a_test_sale() -> None:
    invoice, _is_new = make_test_sale(store=make_store(), reference="1", now=NOW)
    work()
    assert kinds_about(invoice.pk) == []


@pytest.mark.parametrize(("on", "kinds"), [(True, ["order", "credit"]), (False, ["order"])])
def test_a_credit_note_is_told_of_unless_the_store_does_not(on: bool, kinds: list[str]) -> None:
    store = make_store()
    settings_for(store, sends_credits=on)
    invoice = make_invoice(store=store)
    credit_all(invoice=invoice, reason="Trasig", by="anna@example.com", now=NOW)
    work()
    assert kinds_about(invoice.pk) == kinds
    if on:
        assert "Trasig" in letter("credit").text
        assert "Krediterat: \N{MINUS SIGN}199,00" in letter("credit").text


def test_an_order_that_is_paid_asks_for_no_payment() -> None:
    invoice = make_invoice(store=make_store())
    pay(invoice, str(invoice.total))
    work()
    assert "OCR" not in letter("order").text
