"""What integrations put in the slots stands where it should, and is asked once a page."""

import re
from collections.abc import Sequence

import pytest
from django.test import Client
from django.urls import reverse

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.slots import Chip
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.fillings import ACTION, ENTRY, Card, Fields, Light, Needs, Panel, States
from tests.factories import make_invoice, make_member, make_product


def test_a_key_is_filled_once() -> None:
    slot: slots.Slot[str] = slots.Slot()
    slot.fill("one", "first")
    slot.fill("one", "first")
    with pytest.raises(ValueError, match="'one'"):
        slot.fill("one", "second")
    assert list(slot) == ["first"]


def test_a_slot_is_as_before_after_a_test() -> None:
    slot: slots.Slot[str] = slots.Slot()
    slot.fill("one", "first")
    with slot.only(other="second"):
        assert list(slot) == ["second"]
    assert list(slot.items()) == [("one", "first")]


def test_cards_stand_on_the_dashboard_above_the_sales(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    with slots.dashboard_cards.only(there=Card()):
        page = browser.get(reverse("backoffice:dashboard", args=[store.slug])).content.decode()
    assert 0 < page.index("is all there? Glashyttan") < page.index("Sales")


def test_what_an_integration_needs_comes_first_of_what_is_to_be_done(
    browser: Client, store: Store
) -> None:
    make_invoice(store=store)
    with slots.needs.only(there=Needs()):
        page = browser.get(reverse("backoffice:dashboard", args=[store.slug]))
    assert page.context["needs"][0].text == "lost on the way"
    assert len(page.context["needs"]) > 1
    assert 'href="#lost"' in page.content.decode()


def test_the_light_is_on_every_page(browser: Client, store: Store) -> None:
    with slots.health_lights.only(there=Light()):
        for name in ("dashboard", "products", "settings", "integrations"):
            page = browser.get(reverse(f"backoffice:{name}", args=[store.slug])).content.decode()
            assert "Connected there" in page


def test_panels_stand_beside_the_invoice(browser: Client, store: Store) -> None:
    invoice = make_invoice(store=store)
    with slots.invoice_panels.only(there=Panel()), slots.invoice_states.only(there=States()):
        page = browser.get(reverse("backoffice:invoice", args=[store.slug, invoice.number]))
    assert f"panel of {invoice.number}" in page.content.decode()
    assert "Arrived" in page.content.decode()


def test_the_states_of_a_whole_list_are_asked_for_once(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    for _ in range(3):
        make_invoice(store=store, contents={product: 1})
    states = States()
    with slots.invoice_states.only(there=states):
        page = browser.get(reverse("backoffice:invoices", args=[store.slug])).content.decode()
    assert states.asked == 1
    assert page.count("Arrived<") == 2
    assert "order 7" in page


def test_the_list_is_narrowed_by_a_state(browser: Client, store: Store) -> None:
    product = make_product(store=store)
    for _ in range(3):
        make_invoice(store=store, contents={product: 1})
    url = reverse("backoffice:invoices", args=[store.slug])
    with slots.invoice_states.only(there=States()):
        page = browser.get(url, {"state": "waits"})
    assert [row.invoice.number for row in page.context["rows"]] == [1002]


def test_a_state_that_nobody_knows_is_refused_and_named(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    url = reverse("backoffice:invoices", args=[store.slug])
    with slots.invoice_states.only(there=States()):
        page = browser.get(url, {"state": "lost"})
    assert page.status_code == 400
    assert "State</a>:" in page.content.decode()
    assert page.context["rows"] == []


def test_bulk_actions_are_for_those_who_have_the_right(store: Store) -> None:
    make_invoice(store=store)
    url = reverse("backoffice:invoices", args=[store.slug])
    with slots.bulk_actions.only(send=ACTION):
        accountant = browser_of(make_member(store=store, role=Role.BOOKKEEPER)).get(url)
        viewer = browser_of(make_member(store=store, role=Role.VIEWER)).get(url)
    assert 'name="number" value="1001"' in accountant.content.decode()
    assert "Send there" in accountant.content.decode()
    assert "Send there" not in viewer.content.decode()
    assert 'name="number"' not in viewer.content.decode()


_VASE = {
    "item_type": "physical", "name": "Vas", "description": "", "price": "99",
    "vat_class": "standard", "stock": "", "unit": "st", "sku": "VAS", "ean": "", "active": "on",
}  # fmt: skip


def test_a_product_is_saved_with_what_integrations_keep_of_it(
    browser: Client, store: Store
) -> None:
    fields = Fields()
    with slots.product_fields.only(there=fields):
        address = reverse("backoffice:new_product", args=[store.slug])
        assert "colour  of" in browser.get(address).content.decode()
        browser.post(address, _VASE | {"there-colour": "blue"})
        product = store.products.get()
        changed = reverse("backoffice:product", args=[store.slug, product.pk])
        browser.post(changed, _VASE | {"name": "Krus", "there-colour": "red"})
    kept = {what: colour.split(" by ")[0] for what, colour in fields.kept.items()}
    assert kept == {f"{product.pk} Vas": "blue", f"{product.pk} Krus": "red"}


def test_what_an_integration_refuses_keeps_the_product_from_being_saved(
    browser: Client, store: Store
) -> None:
    product, fields = make_product(store=store, sku="VAS", name="Kanna"), Fields()
    with slots.product_fields.only(there=fields):
        address = reverse("backoffice:product", args=[store.slug, product.pk])
        answer = browser.post(address, _VASE | {"there-colour": "grey"})
    assert answer.status_code == 422
    assert "colour grey of Vas" in answer.content.decode()
    product.refresh_from_db()
    assert (product.name, fields.kept) == ("Kanna", {})


def test_integrations_are_listed_with_how_they_stand(browser: Client, store: Store) -> None:
    url = reverse("backoffice:integrations", args=[store.slug])
    with slots.integrations.only(there=ENTRY):
        page = browser.get(url).content.decode()
    assert "Takes every sale there." in page
    assert "Status there" in page


def test_without_integrations_the_page_says_who_can_add_one(browser: Client, store: Store) -> None:
    with slots.integrations.only():
        page = browser.get(reverse("backoffice:integrations", args=[store.slug])).content.decode()
    assert "No integrations installed" in page


class Silent(States):
    """Has nothing to say of the first invoice."""

    def chips_for(self, request: StoreRequest, invoices: Sequence[Invoice]) -> dict[int, Chip]:
        said = super().chips_for(request, invoices)
        return {invoice.pk: said[invoice.pk] for invoice in invoices if invoice.number != 1001}


@pytest.mark.parametrize("name", ["dashboard", "customer", "invoices"])
def test_an_invoice_of_which_nothing_is_said_keeps_its_columns(
    browser: Client, store: Store, name: str
) -> None:
    first = make_invoice(store=store)
    make_invoice(store=store)  # by the same buyer
    args = [store.slug, first.customer.number] if name == "customer" else [store.slug]
    with slots.invoice_states.only(there=Silent()):
        page = browser.get(reverse(f"backoffice:{name}", args=args)).content.decode()
    table = page[page.index("<table") : page.index("</table>")]
    head, *rows = [row.count("<t") for row in re.findall(r"<tr.*?</tr>", table, re.DOTALL)]
    assert rows == [head] * 2
