"""Each thing's own page tells who changed what of it."""

from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.backoffice.audit.history import _sources, history_of
from tamio.clock import now
from tamio.commerce.audit.models import Change, What
from tamio.commerce.dunning.acting import set_disputed
from tamio.commerce.dunning.cases import open_case
from tamio.commerce.dunning.models import Track
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.payments.models import Means
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.commerce.subscriptions.making import invoices_of, plan_of, subscribe
from tests.factories import NOW, make_invoice, make_member, make_product, make_store


def _note(store: Store, kind: str, pk: int, *, name: str) -> None:
    Change.objects.create(
        store=store, at=now(), by="kim@example.com", subject_kind=kind, subject_id=pk,
        subject_name="1001", what=What.CHANGED, field="name", before="Gammal", after=f"Ny {name}",
    )  # fmt: skip


@pytest.fixture
def pages(store: Store) -> dict[str, tuple[str, int]]:
    """The address of each kind of thing, and the key of one."""
    product = make_product(store=store)
    customer = make_invoice(store=store, contents={product: 1}).customer
    return {
        "product": (f"products/{product.pk}/", product.pk),
        "variant": (f"products/{product.pk}/", product.pk),
        "customer": (f"customers/{customer.number}/", customer.pk),
        "store": ("settings/", store.pk),
        "letters": ("letters/", store.pk),
    }


@pytest.mark.parametrize("kind", ["product", "variant", "customer", "store", "letters"])
def test_the_page_tells_of_its_own_changes_to_who_may_see_them(
    browser: Client, store: Store, pages: dict[str, tuple[str, int]], kind: str
) -> None:
    path, pk = pages[kind]
    page = f"/backoffice/glashyttan/{path}"
    assert "Who changed what" not in browser.get(page).content.decode()
    _note(store, kind, pk, name="här")
    _note(store, kind, pk + 1, name="annan")
    _note(make_store(), kind, pk, name="grannens")
    told = browser.get(page).content.decode()
    assert "Who changed what" in told
    assert "Ny här" in told
    assert "kim@example.com" in told
    assert "Ny annan" not in told
    assert "Ny grannens" not in told
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert "Ny här" not in viewer.get(page).content.decode()


def test_an_invoice_tells_who_issued_paid_disputed_and_credited_it(
    browser: Client, store: Store
) -> None:
    made = subscribe(plan_of(store))
    (invoice,), other = invoices_of(made), make_invoice(store=store)
    for each, text in ((invoice, "Bankgirot"), (other, "En annans")):
        money = Money(amount=Decimal(50), currency="SEK", means=Means.BANK,
                      paid_on=store.date_of(NOW), text=text)  # fmt: skip
        receive(invoice=each, money=money, by="kim@example.com", now=NOW)
    case = open_case(made, invoice, Track.INVOICE, since=store.date_of(NOW), now=NOW)
    set_disputed(case=case, disputed=True, by="robin@example.com", now=NOW)
    note = credit_all(invoice=other, reason="Trasig", by="alex@example.com", now=NOW)
    told = _history(browser, f"invoices/{invoice.number}/")
    for said in ("Invoice issued", "Payment received", "Bankgirot", "kim@example.com",
                 "Disputed", "robin@example.com", f"audit/?invoice={invoice.number}"):  # fmt: skip
        assert said in told, said
    assert "En annans" not in told
    assert "alex@example.com" not in told
    told = _history(browser, f"credit-notes/{note.number}/")
    for said in (f"Credit note {note.number} issued", "Trasig", "alex@example.com"):
        assert said in told, said
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert _history(viewer, f"invoices/{invoice.number}/") == ""
    assert _history(viewer, f"credit-notes/{note.number}/") == ""


def _history(browser: Client, page: str) -> str:
    answer = browser.get(f"/backoffice/glashyttan/{page}")
    assert answer.status_code == 200
    _before, found, after = answer.content.decode().partition("Who did what")
    return after.partition("</details>")[0] if found else ""


def test_every_kind_that_a_page_asks_for_is_known() -> None:
    asked = {
        "offer", "gift_card", "shipping-method", "shipping-zone", "page", "plan", "product",
        "variant", "customer", "store", "letters",
    }  # fmt: skip
    assert asked <= _sources().keys()


def test_one_query_tells_of_many_changes_and_the_latest_come_first(store: Store) -> None:
    for at in range(25):
        _note(store, "offer", 7, name=str(at))
    with CaptureQueriesContext(connection) as asked:
        told = history_of(store, kinds=["offer"], pk=7)
    assert len(asked) == 1
    assert [entry.after for entry in told[:2]] == ["Ny 24", "Ny 23"]
    assert len(told) == 20
