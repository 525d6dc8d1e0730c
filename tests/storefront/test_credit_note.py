"""The credit note, for whoever has the link of the order."""

from uuid import uuid4

from tamio.commerce.invoices.credit import credit_all
from tests.factories import NOW, make_product, make_store
from tests.storefront.shopping import Shopper, seen


def test_the_confirmation_leads_to_the_credit_note_and_it_says_what_the_law_asks(
    shopper: Shopper,
) -> None:
    shopper.put(make_product(store=shopper.store, name="Vas", price=125), 2)
    invoice = shopper.buy()
    there = f"confirmation/{invoice.cart.key}/"
    assert "credit-notes" not in shopper.get(there).content.decode()
    note = credit_all(invoice=invoice, reason="Ångrat köp", by="anna@example.com", now=NOW)
    path = f"{there}credit-notes/{note.number}/"
    assert shopper.url(path) in shopper.get(there).content.decode()
    page = seen(shopper.get(path))
    for words in (
        f"Credit note {note.number}", f"Invoice {invoice.number} of", "Ångrat köp", "Vas",
        "\N{MINUS SIGN}SEK 250.00", "\N{MINUS SIGN}SEK 50.00", "556703-7485",
    ):  # fmt: skip
        assert words in page
    assert "anna@example.com" not in page


def test_another_key_or_store_does_not_show_it(shopper: Shopper) -> None:
    shopper.put(make_product(store=shopper.store))
    invoice = shopper.buy()
    note = credit_all(invoice=invoice, reason="x", by="x", now=NOW)
    path = f"confirmation/{invoice.cart.key}/credit-notes/{note.number}/"
    assert shopper.get(path).status_code == 200
    assert Shopper(make_store()).get(path).status_code == 404
    other = f"confirmation/{uuid4()}/credit-notes/{note.number}/"
    assert shopper.get(other).status_code == 404
