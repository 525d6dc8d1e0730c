"""Crediting an invoice: the form, the sums as one changes it, the note, and what the list says."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_invoice, make_member, make_product, make_store

BASE = "/backoffice/glashyttan/"
FORM = f"{BASE}invoices/1001/credit/"
TOKEN = "0123456789ab"
HTMX = {"HX-Request": "true"}


@pytest.fixture
def invoice(store: Store) -> Invoice:
    """Two vases of 125.00 at 25 % and a book of 106.00 at 6 %: 356.00."""
    vase = make_product(store=store, name="Vas", sku="VAS-1", price=Decimal(125))
    book = make_product(store=store, name="Bok", sku="BOK", price=Decimal(106), vat_class="culture")
    return make_invoice(store=store, contents={vase: 2, book: 1})


def posted(browser: Client, **fields: str) -> Any:
    given = {"extent": "parts", "reason": "Retur", "token": TOKEN}
    given |= {name.replace("_", "-"): value for name, value in fields.items()}
    return browser.post(FORM, given)


def said(answer: Any) -> str:
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def page(browser: Client, path: str) -> str:
    answer = browser.get(BASE + path)
    assert answer.status_code == 200
    return said(answer)


@pytest.mark.usefixtures("invoice")
def test_units_of_one_line_and_an_amount_of_another_make_one_credit_note(browser: Client) -> None:
    answer = posted(browser, units_1="1", amount_2="53,00")
    note = CreditNote.objects.get()
    assert answer["Location"] == f"{BASE}credit-notes/{note.number}/"
    assert (note.total, note.vat) == (Decimal("-178.00"), Decimal("-28.00"))
    assert (note.reason, note.issued_by) == ("Retur", "owner@example.com")


@pytest.mark.usefixtures("invoice")
def test_everything_is_one_choice(browser: Client) -> None:
    posted(browser, extent="everything")
    assert CreditNote.objects.get().total == Decimal("-356.00")
    assert "Nothing is left to credit" in said(browser.get(FORM))
    assert f'href="{FORM}"' not in page(browser, "invoices/1001/")


@pytest.mark.usefixtures("invoice")
def test_a_click_twice_is_one_credit_note(browser: Client) -> None:
    first, again = posted(browser, extent="everything"), posted(browser, extent="everything")
    assert first["Location"] == again["Location"]
    assert CreditNote.objects.count() == 1


@pytest.mark.usefixtures("invoice")
@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"units_1": "3"}, "units-1", "At most 2 are left"),
        ({"units_1": "0"}, "units-1", "Write a number above 0"),
        ({"units_1": "en"}, "units-1", "Write a number, such as"),
        ({"amount_2": "106,01"}, "amount-2", "At most 106.00 is left"),
        ({"amount_2": "-1"}, "amount-2", "sign"),
        ({"units_1": "1", "amount_1": "10"}, "units-1", "one of the two"),
        ({"units_1": "1", "reason": " "}, "reason", "required"),
        ({"units_1": "1", "reason": "x" * 201}, "reason", "200"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_is_kept(
    browser: Client, fields: dict[str, str], field: str, words: str
) -> None:
    answer = posted(browser, **fields)
    assert answer.status_code == 422
    assert words in said(answer).split(f'id="id_{field}_error"')[1].split("</p>")[0]
    assert f'value="{TOKEN}"' in said(answer)
    for name, value in fields.items():
        assert f'value="{value.strip()}"' in said(answer) or name == "reason"
    assert not CreditNote.objects.exists()


@pytest.mark.usefixtures("invoice")
def test_nothing_chosen_is_said_on_top(browser: Client) -> None:
    answer = posted(browser)
    assert answer.status_code == 422
    assert "Choose at least one line to credit." in said(answer)


@pytest.mark.usefixtures("invoice")
def test_the_sums_follow_what_is_written_and_nothing_is_made(browser: Client) -> None:
    fields = {"extent": "parts", "units-1": "1", "token": TOKEN}
    fragment = said(browser.post(FORM, fields, headers=HTMX))
    assert "<html" not in fragment
    for amount in ("\N{MINUS SIGN}SEK 100.00", "\N{MINUS SIGN}SEK 25.00", "SEK 231.00"):
        assert amount in fragment
    without_script = browser.post(FORM, fields | {"count": "1"})
    assert without_script.status_code == 200
    assert "SEK 231.00" in said(without_script)
    assert not CreditNote.objects.exists()


@pytest.mark.usefixtures("invoice")
def test_the_sums_say_what_is_wrong_with_a_line(browser: Client) -> None:
    fields = {"extent": "parts", "units-1": "9", "token": TOKEN}
    assert "At most 2 are left" in said(browser.post(FORM, fields, headers=HTMX))


def test_a_discount_is_credited_without_writing_its_sign(
    browser: Client, store: Store, invoice: Invoice
) -> None:
    credit(
        invoice=invoice,
        parts=[CreditPart(position=1, amount=Decimal(50))],
        reason="Repa",
        by="x",
        now=NOW,
    )
    posted(browser, units_1="2")
    last = CreditNote.objects.order_by("-number")[0]
    assert last.total == Decimal("-200.00")


def test_the_invoice_says_what_is_credited_and_what_is_left(
    browser: Client, invoice: Invoice
) -> None:
    posted(browser, units_1="1")
    shown = page(browser, "invoices/1001/")
    assert f"Credit note {CreditNote.objects.get().number}" in shown
    assert "\N{MINUS SIGN}SEK 125.00" in shown
    assert "Net after credit" in shown
    for path in ("invoices/", "", f"customers/{invoice.customer.number}/"):
        assert "SEK 231.00 after credit" in page(browser, path)


def test_the_credit_note_says_what_it_answers_why_and_by_whom(
    browser: Client, invoice: Invoice
) -> None:
    note = credit_all(invoice=invoice, reason="Ångrat köp", by="anna@example.com", now=NOW)
    shown = page(browser, f"credit-notes/{note.number}/")
    for words in (
        f"Credit note {note.number}", "Invoice 1001", "Nov 23, 2026", "Ångrat köp",
        "anna@example.com", "25%", "\N{MINUS SIGN}SEK 50.00", "\N{MINUS SIGN}SEK 356.00", "VAS-1",
    ):  # fmt: skip
        assert words in shown


@pytest.mark.usefixtures("invoice")
@pytest.mark.parametrize("role", [Role.FULFILMENT, Role.VIEWER])
def test_without_the_right_nothing_is_credited_and_no_button_shows(
    store: Store, role: Role
) -> None:
    viewer = browser_of(make_member(store=store, role=role))
    assert viewer.get(FORM).status_code == posted(viewer, extent="everything").status_code == 403
    assert f'href="{FORM}"' not in page(viewer, "invoices/1001/")
    assert not CreditNote.objects.exists()


@pytest.mark.usefixtures("invoice")
def test_an_accountant_may_credit(store: Store) -> None:
    accountant = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    assert f'href="{FORM}"' in page(accountant, "invoices/1001/")
    posted(accountant, extent="everything")
    assert CreditNote.objects.count() == 1


def test_another_stores_invoice_and_credit_note_are_not_found(
    browser: Client, store: Store
) -> None:
    foreign = make_invoice(store=make_store())
    note = credit_all(invoice=foreign, reason="x", by="x", now=NOW)
    assert posted(browser, extent="everything").status_code == 404
    assert browser.get(f"{BASE}credit-notes/{note.number}/").status_code == 404


def test_a_form_of_a_thousand_lines_is_taken_and_costs_no_more_queries(
    browser: Client, store: Store, django_assert_max_num_queries: Any
) -> None:
    goods = {make_product(store=store, price=Decimal(10)): 1 for _ in range(600)}
    make_invoice(store=store, contents=goods)
    with django_assert_max_num_queries(30):
        assert browser.get(FORM).status_code == 200
    every = {f"units_{position}": "1" for position in range(1, 601)}
    blank = {f"amount_{position}": "" for position in range(1, 601)}
    assert posted(browser, **every, **blank).status_code == 302
    assert CreditNote.objects.get().total == Decimal("-6000.00")
