"""The panel on an invoice's page: state, what happened, both sides' sums, and the one button."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import member, text_of


@pytest.fixture
def invoice(connected: Store) -> Invoice:
    return make_invoice(store=connected)


def page_of(browser: Client, invoice: Invoice) -> str:
    return text_of(browser, f"/backoffice/glashyttan/invoices/{invoice.number}/")


def test_a_problem_says_what_happened_what_to_do_and_its_code(
    browser: Client, invoice: Invoice
) -> None:
    rows.put(invoice, State.REJECTED, problem=rows.problem(code="2000434"))
    page = page_of(browser, invoice)
    assert "Fortnox does not find the account." in page
    assert "Choose another account." in page
    assert "<code>2000434</code>" in page


def test_a_problem_is_said_in_the_language_of_the_page(browser: Client, invoice: Invoice) -> None:
    rows.put(invoice, State.REJECTED, problem=rows.problem())
    browser.cookies["django_language"] = "sv"
    page = page_of(browser, invoice)
    assert "Fortnox hittar inte kontot." in page
    assert "Avvisad" in page


def test_the_sums_of_both_sides_stand_next_to_each_other(browser: Client, invoice: Invoice) -> None:
    rows.put(invoice, State.DIFFERS)
    rows.link(invoice, total=invoice.total + 25, vat=invoice.vat + 5)
    page = page_of(browser, invoice)
    assert "SEK 224.00" in page
    assert (page.count("</svg>equal<"), page.count("</svg>differ<")) == (1, 2)


def test_a_round_off_of_the_company_is_explained_and_not_a_difference(
    browser: Client, invoice: Invoice
) -> None:
    rows.put(invoice, State.SUBMITTED)
    off = Decimal("-0.40")
    rows.link(invoice, total=invoice.total + off, round_off=off)
    page = page_of(browser, invoice)
    assert "Rounding" in page
    assert "\N{MINUS SIGN}SEK 0.40" in page
    assert "equal before rounding" in page
    assert "</svg>differ<" not in page


def test_changed_texts_are_listed_in_words(browser: Client, invoice: Invoice) -> None:
    rows.put(invoice, State.SUBMITTED)
    rows.link(
        invoice,
        changes=["Name: ☕ was left out", "row 2 Description: cut from 80 to 50 characters"],
    )
    page = page_of(browser, invoice)
    assert "2 texts were changed" in page
    assert "The customer&#x27;s name: “☕” was left out" in page
    assert "Row 2: cut from 80 to 50 characters" in page


def test_the_time_line_says_who_when_and_what(browser: Client, invoice: Invoice) -> None:
    delivery = rows.put(invoice, State.REJECTED, problem=rows.problem())
    delivery.retry(now=NOW, by="anna@example.com")
    page = page_of(browser, invoice)
    assert page.index("Queued for Fortnox") < page.index("Not accepted by Fortnox")
    assert page.index("Not accepted by Fortnox") < page.index("Chose Retry")
    assert "· anna@example.com" in page
    assert 'datetime="2026-11-23T10:00:00+01:00"' in page


def test_the_same_trouble_over_and_over_is_one_line(browser: Client, invoice: Invoice) -> None:
    delivery = rows.put(invoice, State.LATER, problem=rows.problem(code="503"))
    _repeat(delivery, times=4)
    assert page_of(browser, invoice).count("Did not get through") == 1
    assert "Did not get through, 5 times" in page_of(browser, invoice)


def _repeat(delivery: Delivery, *, times: int) -> None:
    for count in range(times):
        at = NOW + timedelta(minutes=count)
        delivery.events.create(
            at=at, by="tamio", what="later", detail={"problem": delivery.problem}
        )


def test_an_adopted_order_was_found_and_not_created_again(
    browser: Client, invoice: Invoice
) -> None:
    rows.put(invoice, State.SUBMITTED)
    rows.link(invoice, adopted=True)
    assert "It was found there and not created again." in page_of(browser, invoice)


def test_exchanges_fold_out_with_exact_numbers_and_nothing_of_them_is_markup(
    browser: Client, invoice: Invoice
) -> None:
    answer = '{"ErrorInformation":{"message":"<script>alert(1)</script>","value":10.50}}'
    rows.exchange(
        invoice.store, delivery=rows.submission_of(invoice), status=400, answer_body=answer
    )
    page = page_of(browser, invoice)
    assert "Create the order" in page
    assert "&quot;value&quot;: 10.50" in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in page


def test_of_many_exchanges_the_latest_are_shown_and_all_are_counted(
    browser: Client, invoice: Invoice
) -> None:
    delivery = rows.submission_of(invoice)
    for _ in range(15):
        rows.exchange(invoice.store, delivery=delivery)
    page = page_of(browser, invoice)
    assert page.count("hx-preserve") == 12
    assert "All 15 requests" in page


def test_without_the_right_one_sees_everything_and_can_do_nothing(
    connected: Store, invoice: Invoice
) -> None:
    rows.put(invoice, State.REJECTED, problem=rows.problem())
    page = page_of(member(connected, Role.VIEWER), invoice)
    assert "Fortnox does not find the account." in page
    assert "<form" not in page.split('id="fortnox"')[1].split("</section>")[0]


def test_an_invoice_that_was_never_recorded_can_be_submitted(
    browser: Client, invoice: Invoice
) -> None:
    rows.submission_of(invoice).events.all().delete()
    rows.submission_of(invoice).delete()
    page = page_of(browser, invoice)
    assert "older than the integration" in page
    assert "</svg>Submit to Fortnox</button>" in page
