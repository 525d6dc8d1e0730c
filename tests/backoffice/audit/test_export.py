"""What is filtered comes as a file, whole, and streamed."""

import csv
import json
from io import StringIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.audit.models import Change
from tamio.commerce.stores.models import Store
from tests.commerce.audit.rows import PERSON, change
from tests.factories import NOW, make_invoice, make_store

URL = "/backoffice/glashyttan/audit/audit"


def file_of(browser: Client, ending: str, query: str = "") -> str:
    answer = browser.get(f"{URL}.{ending}{query}")
    assert answer.streaming
    assert answer["Content-Disposition"].startswith('attachment; filename="tamio-audit-glashyttan-')
    return b"".join(answer).decode()


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_a_csv_has_a_row_for_each_line_with_the_same_names_in_every_language(
    browser: Client, store: Store
) -> None:
    row = change(store)
    text = file_of(browser, "csv")
    assert text.startswith("\ufefftime,by,kind,code,what,")
    assert rows_of(text) == [
        {
            "time": "2026-11-23T10:00:00.000+01:00", "by": PERSON, "kind": "products",
            "code": "product.changed", "what": "Changed", "subject": "Mugg", "field": "Price",
            "before": "199.00", "after": "249.00", "text": "", "sent": "", "answered": "",
            "id": f"products-{row.pk}",
        }
    ]  # fmt: skip


def test_json_says_the_same_as_csv(browser: Client, store: Store) -> None:
    change(store)
    make_invoice(store=store)
    assert json.loads(file_of(browser, "json")) == rows_of(file_of(browser, "csv"))


def test_an_empty_trail_is_still_a_file(browser: Client, store: Store) -> None:
    assert json.loads(file_of(browser, "json")) == []
    assert rows_of(file_of(browser, "csv")) == []


def test_the_filters_are_those_of_the_page(browser: Client, store: Store) -> None:
    change(store)
    change(store, subject_name="Skål")
    change(make_store())
    assert [row["subject"] for row in rows_of(file_of(browser, "csv", "?q=Skål"))] == ["Skål"]
    assert browser.get(f"{URL}.csv?invoice=77").status_code == 400


def test_a_text_cannot_become_a_formula_in_a_spreadsheet(browser: Client, store: Store) -> None:
    change(store, after="=HYPERLINK(1)")
    assert rows_of(file_of(browser, "csv"))[0]["after"] == "'=HYPERLINK(1)"
    assert json.loads(file_of(browser, "json"))[0]["after"] == "=HYPERLINK(1)"


def test_a_persons_number_is_masked_in_the_files_too(browser: Client, store: Store) -> None:
    change(store, after="811218-9876")
    for ending in ("csv", "json"):
        assert "9876" not in file_of(browser, ending)


def test_the_words_are_in_the_language_of_who_asks(browser: Client, store: Store) -> None:
    change(store)
    browser.cookies["django_language"] = "sv"
    assert rows_of(file_of(browser, "csv"))[0]["what"] == "Ändrad"


def test_many_rows_are_read_in_chunks_and_none_is_lost(browser: Client, store: Store) -> None:
    Change.objects.bulk_create(
        Change(store=store, at=NOW, by=PERSON, subject_kind="product", subject_id=number,
               what="changed", field="price")
        for number in range(1_203)
    )  # fmt: skip
    with CaptureQueriesContext(connection) as asked:
        rows = rows_of(file_of(browser, "csv"))
    assert len({row["id"] for row in rows}) == len(rows) == 1_203
    assert len(asked) < 30
