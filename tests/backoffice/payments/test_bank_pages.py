"""The pages of the bank's files: read, reported on, matched by hand."""

from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.payments.models import BankEntry, BankFile, Receipt
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.payments.files import bgmax, camt, entry, payment
from tests.commerce.payments.paying import sold
from tests.factories import NOW, make_member, make_store
from tests.storefront.shopping import seen

URL = "/backoffice/glashyttan/bank-files/"
FIRST = "100164"


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


def upload(browser: Client, content: bytes, *, name: str = "bank.xml") -> Any:
    file = BytesIO(content)
    file.name = name
    return browser.post(URL, {"file": file}, follow=True)


def test_a_file_is_read_and_reported_on(browser: Client, store: Store) -> None:
    sold("100.00", store=store)
    content = camt(entry(payment("100.00", FIRST), payment("7.00", text="hej")))
    page = seen(upload(browser, content)).replace("\N{NO-BREAK SPACE}", " ")
    assert "2 new payments were read." in page
    for said in ("Matched", "Invoice 1001", "SEK 7.00", "It states no reference."):
        assert said in page
    again = seen(upload(browser, content))
    assert "Nothing was changed" in again
    assert "1 payment is not matched" in seen(browser.get(URL))


def test_a_file_that_cannot_be_read_says_why(browser: Client, store: Store) -> None:
    for content, said in ((b"hello", "neither a camt.053"), (b"", "is empty")):
        answer = upload(browser, content)
        assert answer.status_code == 422
        assert said in seen(answer)
    assert browser.post(URL, {}).status_code == 422
    assert not BankFile.objects.filter(store=store).exists()


def test_an_unknown_payment_is_matched_by_hand(browser: Client, store: Store) -> None:
    sold("100.00", store=store)
    upload(browser, bgmax(("4711", "100.00")), name="bgmax.txt")
    unknown = BankEntry.objects.get()
    place = f"/backoffice/glashyttan/bank-payments/{unknown.pk}/"
    page = seen(browser.get(place))
    assert "wrong check digit" in page
    assert "Unpaid invoices of this amount" in page
    assert "There is no invoice with this number." in seen(browser.post(place, {"number": "7"}))
    assert browser.post(place, {"number": "1001"}).status_code == 302
    assert Receipt.objects.get().invoice.number == 1001
    again = browser.post(place, {"number": "1001"})
    assert again.status_code == 422
    assert Receipt.objects.count() == 1


def test_a_payment_for_no_invoice_is_left_out(browser: Client, store: Store) -> None:
    upload(browser, camt(entry(payment("100.00"))))
    unknown = BankEntry.objects.get(store=store)
    browser.post(f"/backoffice/glashyttan/bank-payments/{unknown.pk}/leave-out/")
    assert BankEntry.objects.get().match == "left_out"


def test_the_report_is_a_file_too_and_runs_nothing(browser: Client, store: Store) -> None:
    sold("100.00", store=store)
    upload(browser, camt(entry(payment("100.00", FIRST), payment("7.00", name="=1+1"))))
    place = f"{URL}{BankFile.objects.get().pk}/payments.csv"
    lines = _written(browser, place).splitlines()
    assert len(lines) == 3
    assert lines[1].endswith("paid,,1001")
    assert "'=1+1" in lines[2]
    assert len(_written(browser, place + "?match=unknown").splitlines()) == 2


def _written(browser: Client, place: str) -> str:
    answer: Any = browser.get(place)
    return b"".join(answer.streaming_content).decode()


def test_another_stores_file_is_not_found(browser: Client, store: Store) -> None:
    other = make_store()
    file = BankFile.objects.create(
        store=other, kind="camt", name="x", digest="x", at=NOW, by="somebody"
    )
    for path in ("", "payments.csv"):
        assert browser.get(f"{URL}{file.pk}/{path}").status_code == 404
    assert store.bank_files.count() == 0


def test_who_may_not_read_files_may_look(store: Store) -> None:
    looking = browser_of(make_member(store=store, role=Role.VIEWER))
    assert looking.get(URL).status_code == 200
    assert upload(looking, b"x").status_code == 403


def test_a_report_asks_as_much_of_many_payments_as_of_few(browser: Client, store: Store) -> None:
    def queries(count: int) -> int:
        payments = [payment("1.00", FIRST, own=f"{count}-{each}") for each in range(count)]
        upload(browser, camt(entry(*payments)))
        place = f"{URL}{BankFile.objects.latest('pk').pk}/"
        with CaptureQueriesContext(connection) as asked:
            browser.get(place)
            browser.get(URL)
        return len(asked)

    sold("100.00", store=store)
    assert queries(2) == queries(30)
