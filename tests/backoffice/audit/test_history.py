"""Each thing's own page tells who changed what of it."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.backoffice.audit.history import _sources, history_of
from tamio.clock import now
from tamio.commerce.audit.models import Change, What
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_product, make_store


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
