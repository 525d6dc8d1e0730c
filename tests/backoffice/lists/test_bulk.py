"""Many rows at once: what is done is known of each, and is put back where that is possible."""

import io
import zipfile
from dataclasses import replace
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from tamio.backoffice.lists import work
from tamio.backoffice.lists.actions import known
from tamio.backoffice.lists.models import BulkRun, Outcome, RunState
from tamio.clock import now
from tamio.commerce.audit.models import Change
from tamio.commerce.catalogue.models import Category, Product, Tag
from tamio.commerce.mail.models import Message
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_product, make_store
from tests.many import make_products

BULK = "/backoffice/glashyttan/lists/products/bulk/"


@pytest.fixture
def products(store: Store) -> list[Product]:
    return [make_product(store=store, name=f"Vas {letter}") for letter in "ABC"]


def _active(store: Store) -> dict[str, bool]:
    return dict(store.products.values_list("name", "active"))


def test_ticked_products_are_hidden_and_put_back(
    browser: Client, store: Store, products: list[Product]
) -> None:
    products[1].active = False
    products[1].save()
    ticked = [products[0].pk, products[1].pk]
    answer = browser.post(BULK, {"action": "hide", "row": ticked}, follow=True)
    assert _active(store) == {"Vas A": False, "Vas B": False, "Vas C": True}
    assert {"Done", "Was so already", "Undo"} <= set(_words(answer))
    run = BulkRun.objects.get()
    browser.post(f"/backoffice/glashyttan/bulk/{run.pk}/undo/")
    assert _active(store) == {"Vas A": True, "Vas B": False, "Vas C": True}
    changes = Change.objects.filter(field="active", subject_id=products[0].pk)
    assert changes.count() == 2


@pytest.mark.usefixtures("products")
def test_all_that_match_are_counted_before_and_taken_after(browser: Client, store: Store) -> None:
    make_product(store=store, name="Skål")
    offered = browser.get(f"{BULK}?q=vas")
    assert "3 rows that match" in offered.content.decode()
    browser.post(BULK, {"action": "hide", "query": "q=vas"})
    assert _active(store) == {"Skål": True, "Vas A": False, "Vas B": False, "Vas C": False}


def test_a_tag_is_asked_for_then_added_and_taken_off(
    browser: Client, store: Store, products: list[Product]
) -> None:
    asked = browser.post(BULK, {"action": "tag", "row": [products[0].pk]})
    assert 'name="choice"' in asked.content.decode()
    assert not BulkRun.objects.exists()
    refused = browser.post(BULK, {"action": "tag", "row": [products[0].pk], "choice": "x" * 41})
    assert refused.status_code == 422
    browser.post(BULK, {"action": "tag", "row": [products[0].pk], "choice": " jul  fynd "})
    assert [tag.name for tag in products[0].tags.all()] == ["jul fynd"]
    browser.post(f"/backoffice/glashyttan/bulk/{BulkRun.objects.get().pk}/undo/")
    assert not Tag.objects.filter(store=store).exists()


def test_products_are_put_in_a_category_of_the_store_only(
    browser: Client, store: Store, products: list[Product]
) -> None:
    own = Category.objects.create(store=store, name="Glas", slug="glas")
    foreign = Category.objects.create(store=make_store(), name="Annat", slug="annat")
    posted = {"action": "category", "row": [products[0].pk]}
    offered = browser.get(BULK).content.decode()
    assert f'<option value="{own.pk}">Glas</option>' in offered
    assert "Annat" not in offered
    assert browser.post(BULK, posted | {"choice": foreign.pk}).status_code == 422
    browser.post(BULK, posted | {"choice": own.pk})
    assert list(products[0].categories.all()) == [own]


def test_many_rows_are_left_to_a_worker_who_may_stop_between_pieces(
    browser: Client, store: Store
) -> None:
    make_products(store=store, count=work.AT_ONCE + 5)
    browser.post(BULK, {"action": "hide", "query": ""})
    run = BulkRun.objects.get()
    assert run.state == RunState.RUNNING
    assert store.products.filter(active=False).count() == 0
    work.step(run, now=now())
    under_way = browser.get(f"/backoffice/glashyttan/bulk/{run.pk}/")
    assert "<progress" in under_way.content.decode()
    assert run.items.filter(outcome=Outcome.DONE).count() == 20
    work.chore(now)
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert store.products.filter(active=True).count() == 0
    assert work.undo(run, by="owner@example.com", now=now())
    work.chore(now)
    assert store.products.filter(active=False).count() == 0
    assert not work.undo(run, by="owner@example.com", now=now())


def test_what_cannot_be_done_to_one_row_keeps_no_other_from_it(
    browser: Client, products: list[Product], monkeypatch: pytest.MonkeyPatch
) -> None:
    hide = known()["products", "hide"]

    def do(product: Product, *said: Any) -> Any:
        if product.name == "Vas B":
            raise ValidationError("It is glued to the shelf.")
        return hide.do(product, *said)

    changed = replace(hide, do=do)
    monkeypatch.setattr(work, "known", lambda: {("products", "hide"): changed})
    page = browser.post(
        BULK, {"action": "hide", "row": [each.pk for each in products]}, follow=True
    )
    assert "It is glued to the shelf." in page.content.decode()
    assert "Vas B" in page.content.decode()
    assert list(BulkRun.objects.get().items.values_list("outcome", flat=True).order_by("pk")) == [
        "done", "refused", "done",
    ]  # fmt: skip


def test_the_right_of_the_action_is_needed_to_do_and_to_undo(
    browser: Client, store: Store, products: list[Product]
) -> None:
    helper = browser_of(make_member(store=store, role=Role.SUPPORT))
    posted = {"action": "hide", "row": [products[0].pk]}
    assert helper.post(BULK, posted).status_code == 403
    browser.post(BULK, posted)
    undo = f"/backoffice/glashyttan/bulk/{BulkRun.objects.get().pk}/undo/"
    assert helper.post(undo).status_code == 403
    assert not _active(store)["Vas A"]


def test_another_stores_rows_are_passed_over(browser: Client) -> None:
    foreign = make_product(store=make_store())
    page = browser.post(BULK, {"action": "hide", "row": [foreign.pk]}, follow=True)
    assert "Tick the rows first." in page.content.decode()
    foreign.refresh_from_db()
    assert foreign.active


def test_invoices_are_mailed_again_once(browser: Client, store: Store) -> None:
    numbers = [make_invoice(store=store).number for _ in range(2)]
    before = Message.objects.count()
    address = "/backoffice/glashyttan/lists/invoices/bulk/"
    browser.post(address, {"action": "mail", "number": numbers})
    browser.post(address, {"action": "mail", "number": numbers})
    assert Message.objects.count() == before + 2
    outcomes = [run.items.all()[0].outcome for run in BulkRun.objects.order_by("pk")]
    assert outcomes == [Outcome.DONE, Outcome.UNCHANGED]


def test_the_papers_of_ticked_invoices_come_in_one_file(browser: Client, store: Store) -> None:
    numbers = [make_invoice(store=store).number for _ in range(2)]
    address = "/backoffice/glashyttan/lists/invoices/papers.zip"
    packed = zipfile.ZipFile(io.BytesIO(browser.post(address, {"number": numbers}).content))
    assert packed.namelist() == [f"{number}.pdf" for number in numbers]
    assert packed.read(packed.namelist()[0]).startswith(b"%PDF")
    assert browser.post(address)["Location"] == "/backoffice/glashyttan/invoices/"


def _words(page: Any) -> list[str]:
    return [part.split(">")[-1].strip() for part in page.content.decode().split("<")]
