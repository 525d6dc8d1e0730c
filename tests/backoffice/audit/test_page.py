"""The audit trail: who did what when, newest first, found by what one remembers of it."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.backoffice import slots
from tamio.commerce.audit.models import Change
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.audit.rows import change
from tests.factories import NOW, buyer, make_invoice, make_member, make_product, make_store

URL = "/backoffice/glashyttan/audit/"
#: Session, person, store, rights, switcher, members; and each source with its words.
MOST = 29


def page_of(browser: Client, query: str = "") -> str:
    return browser.get(f"{URL}{query}").content.decode()


def shown(browser: Client, query: str = "") -> list[str]:
    answer = browser.get(f"{URL}{query}")
    assert answer.status_code == 200
    return [f"{row.source.kind}-{row.pk}" for row in answer.context["rows"]]


def test_a_changed_setting_says_who_from_what_to_what(browser: Client, store: Store) -> None:
    form = browser.get("/backoffice/glashyttan/settings/").context["form"]
    fields = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    fields = {name: value for name, value in fields.items() if value is not False}
    answer = browser.post("/backoffice/glashyttan/settings/", fields | {"name": "Nya hyttan"})
    assert answer.status_code == 302
    row = Change.objects.get()
    assert (row.field, row.before, row.after) == ("name", "Glashyttan", "Nya hyttan")
    assert row.by == "owner@example.com"
    page = page_of(browser)
    assert "Glashyttan</del> → <ins>Nya hyttan" in page
    assert "Store settings" in page


def test_a_product_says_when_it_was_made_and_each_changed_field(
    browser: Client, store: Store
) -> None:
    given = {
        "item_type": "physical", "name": "Mugg", "price": "199,00", "vat_class": "standard",
        "unit": "st", "sku": "MUGG-1", "active": "on",
    }  # fmt: skip
    assert browser.post("/backoffice/glashyttan/products/new/", given).status_code == 302
    product = store.products.get()
    changed = given | {"price": "249,00", "initial-stock": ""}
    url = f"/backoffice/glashyttan/products/{product.pk}/"
    assert browser.post(url, changed).status_code == 302
    rows = Change.objects.values_list("what", "field", "before", "after", "subject_name")
    assert [(what, field) for what, field, *_rest in rows] == [
        ("created", ""),
        ("changed", "price"),
    ]
    assert rows[1][3].startswith("249")
    assert f'href="{url}"' in page_of(browser)


def test_saving_without_a_change_leaves_no_line(browser: Client, store: Store) -> None:
    product = make_product(store=store, sku="MUGG-1", name="Mugg")
    url = f"/backoffice/glashyttan/products/{product.pk}/"
    form = browser.get(url).context["form"]
    fields = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    fields["initial-stock"] = fields.get("stock", "")
    assert browser.post(url, fields | {"active": "on"}).status_code == 302
    assert not Change.objects.exists()


def test_a_sale_stands_on_it_with_its_buyer(browser: Client, store: Store) -> None:
    invoice = make_invoice(store=store)
    page = page_of(browser, "?kind=invoices")
    assert "Invoice issued" in page
    assert f"Invoice {invoice.number}" in page
    assert "Åsa Öberg" in page


def test_a_credit_note_says_who_issued_it_and_why(browser: Client, store: Store) -> None:
    invoice = make_invoice(store=store)
    with transaction.atomic():
        note = credit_all(invoice=invoice, reason="Ångrat köp", by="anna@example.com", now=NOW)
    query = f"?invoice={invoice.number}&kind=credit-notes&by=anna@example.com"
    assert shown(browser, query) == [f"credit-notes-{note.pk}"]
    page = page_of(browser, "?q=Ångrat")
    assert f"Credit note {note.number} issued" in page
    assert f"Invoice {invoice.number}" in page


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=Mugg", ["Mugg"]),
        ("?q=Skål", ["Skål"]),
        ("?by=erik@example.com", ["Skål"]),
        ("?kind=products&q=249", ["Mugg"]),
        ("?kind=settings", []),
        ("?period=today", []),
    ],
)
def test_a_line_is_found_by_what_one_remembers(
    browser: Client, store: Store, query: str, found: list[str]
) -> None:
    change(store)
    change(store, subject_name="Skål", by="erik@example.com", field="name", before="", after="Skål")
    answer = browser.get(f"{URL}{query}")
    assert [str(row.entry.subject) for row in answer.context["rows"]] == found


def test_an_invoices_own_trail_is_found_by_its_number(browser: Client, store: Store) -> None:
    first, second = make_invoice(store=store), make_invoice(store=store)
    change(store)
    query = f"?invoice={second.number}&kind=invoices"
    assert shown(browser, query) == [f"invoices-{second.pk}"]
    assert f"invoices-{first.pk}" not in shown(browser, f"?invoice={second.number}")


def test_an_invoice_that_is_not_there_is_named_at_its_field(browser: Client, store: Store) -> None:
    answer = browser.get(f"{URL}?invoice=9999")
    assert answer.status_code == 400
    assert "There is no invoice with that number." in answer.content.decode()


def test_newest_first_and_page_by_page_without_a_gap(browser: Client, store: Store) -> None:
    # Many at the very same instant, of two sources: the order must still be one.
    with slots.audit_sources.only():
        made = [change(store, at=NOW + timedelta(minutes=number // 30)) for number in range(95)]
        invoice = make_invoice(store=store)
        expected = [f"products-{row.pk}" for row in reversed(made)]
        walked, query, back = [], "", ""
        for _ in range(4):
            answer = browser.get(f"{URL}{query}")
            walked += [f"{row.source.kind}-{row.pk}" for row in answer.context["rows"]]
            back = answer.context["page"]["previous"]
            if not answer.context["page"]["next"]:
                break
            query = "?" + answer.context["page"]["next"]
    assert [row for row in walked if row.startswith("products")] == expected
    assert walked.count(f"invoices-{invoice.pk}") == 1
    assert shown(browser, f"?{back}") == walked[40:80]


def test_a_cursor_that_we_did_not_make_leads_nowhere(browser: Client, store: Store) -> None:
    for cursor in ("nonsense", "W10", "WyJ4IiwieSIsMV0", "MQ"):
        assert browser.get(f"{URL}?after={cursor}").status_code == 404


@pytest.mark.parametrize(("role", "status"), [(Role.BOOKKEEPER, 200), (Role.VIEWER, 403)])
def test_it_is_for_those_who_answer_for_the_books(store: Store, role: Role, status: int) -> None:
    browser = browser_of(make_member(store=store, role=role))
    for page in ("", "audit.csv", "audit.json"):
        assert browser.get(f"{URL}{page}").status_code == status
    home = browser.get("/backoffice/glashyttan/").content.decode()
    assert ("Audit trail" in home) == (status == 200)


def test_another_stores_lines_are_not_seen(browser: Client, store: Store) -> None:
    other = make_store()
    change(other)
    make_invoice(store=other)
    assert shown(browser) == []


def test_a_persons_number_is_not_spelled_out(browser: Client, store: Store) -> None:
    change(store, field="organisation_number", before="811218-9876", after="SE811218987601")
    page = page_of(browser)
    assert "9876" not in page
    assert "811218-••••" in page


@pytest.fixture
def grow(store: Store) -> Callable[[int], None]:
    def more(rows: int) -> None:
        make_invoice(store=store, buyer_details=buyer())
        for number in range(rows):
            change(store, at=NOW + timedelta(seconds=number))

    return more


def test_it_asks_as_much_of_many_rows_as_of_few_and_writes_nothing(
    browser: Client, store: Store, grow: Callable[[int], None]
) -> None:
    grow(10)
    few = _queries(browser, "")
    grow(10)
    Change.objects.bulk_create(
        Change(
            store=store, at=NOW + timedelta(hours=1, seconds=number), by="a@example.com",
            subject_kind="product", subject_id=1, what="changed", field="price",
        )
        for number in range(10_000)
    )  # fmt: skip
    assert _queries(browser, "") <= few
    assert _queries(browser, "?q=price") <= few + 1
    assert few <= MOST


def _queries(browser: Client, query: str) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"{URL}{query}").status_code == 200
    assert {each["sql"].split()[0] for each in asked.captured_queries} == {"SELECT"}
    return len(asked)
