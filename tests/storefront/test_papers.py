"""The invoice as PDF and the code to pay with, for whoever has the link."""

from decimal import Decimal
from uuid import uuid4

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.payments.models import Payment
from tests.commerce.documents.reading import read
from tests.factories import NOW, make_product, make_store
from tests.storefront.shopping import COMPANY, Shopper, seen


def bought(shopper: Shopper) -> str:
    shopper.put(make_product(store=shopper.store))
    return f"confirmation/{shopper.buy().cart.key}/"


def test_the_confirmation_leads_to_the_invoice_in_the_shoppers_language(shopper: Shopper) -> None:
    there = bought(shopper)
    assert shopper.url(f"{there}invoice.pdf") in shopper.get(there).content.decode()
    answer = shopper.get(f"{there}invoice.pdf")
    assert answer["X-Robots-Tag"] == "noindex"
    assert "Invoice 1001" in read(answer.content)[0]
    assert "Faktura 1001" in read(shopper.get(f"{there}invoice.pdf?language=sv").content)[0]


def test_the_credit_note_has_its_own(shopper: Shopper) -> None:
    there = bought(shopper)
    note = credit_all(invoice=shopper.store.invoices.get(), reason="Retur", by="anna", now=NOW)
    page = f"{there}credit-notes/{note.number}/"
    assert shopper.url(f"{page}credit-note.pdf") in shopper.get(page).content.decode()
    assert "Credit note 1001" in read(shopper.get(f"{page}credit-note.pdf").content)[0]


def test_without_the_key_there_is_nothing(shopper: Shopper) -> None:
    there = bought(shopper)
    assert shopper.get(f"confirmation/{uuid4()}/invoice.pdf").status_code == 404
    assert shopper.get(f"{there}credit-notes/1001/credit-note.pdf").status_code == 404
    assert Shopper(make_store()).get(f"{there}invoice.pdf").status_code == 404


def test_a_store_with_a_swish_number_shows_the_code_and_others_do_not(db: None) -> None:
    with_number = Shopper(make_store(swish="1234567890"))
    assert "Scan with Swish" in seen(with_number.get(bought(with_number)))
    without = Shopper(make_store())
    assert "Swish" not in seen(without.get(bought(without)))


def test_what_is_paid_or_credited_is_not_asked_for_again(db: None) -> None:
    paid = Shopper(make_store(swish="1234567890"))
    there = bought(paid)
    Payment.objects.update(received_at=NOW)
    page = seen(paid.get(there))
    assert "Paid" in page
    assert "Scan with Swish" not in page

    credited = Shopper(make_store(swish="1234567890"))
    there = bought(credited)
    credit_all(invoice=credited.store.invoices.get(), reason="Ångrat", by="anna", now=NOW)
    assert "Nothing is left to pay" in seen(credited.get(there))


def test_a_store_without_bankgiro_but_with_plusgiro_says_so(db: None) -> None:
    shopper = Shopper(make_store(bankgiro="", plusgiro="482103-9"))
    page = seen(shopper.get(bought(shopper)))
    assert "Plusgiro 482103-9" in page
    assert "The shop will tell you where to pay." not in page


def test_a_companys_reference_stands_on_the_invoice_and_a_persons_is_not_asked(
    shopper: Shopper,
) -> None:
    shopper.put(make_product(store=shopper.store, price=Decimal(100)))
    invoice = shopper.buy(**COMPANY, reference="Kst 4711")
    assert "Your reference Kst 4711" in seen(shopper.get(f"confirmation/{invoice.cart.key}/"))
    shopper.put(make_product(store=shopper.store))
    assert shopper.buy(reference="Kst 4711").buyer_reference == ""
