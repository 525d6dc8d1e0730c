"""What an empty store is led through, and when the list is gone."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.test import Client

from tamio.backoffice import slots
from tamio.backoffice.access import StoreRequest
from tamio.backoffice.slots import Arrival, Chip, Step, Tone
from tamio.commerce.audit.models import Change
from tamio.commerce.invoices.models import Channel, Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_pack, make_product

HOME = "/backoffice/glashyttan/"
START = f"{HOME}start/"
EMPTY = {
    "organisation_number": "", "vat_number": "", "line1": "", "postal_code": "", "city": "",
    "bankgiro": "",
}  # fmt: skip
COMPANY = {
    "name": "Glashyttan", "organisation_number": "556703 7485", "vat_number": "SE556703748501",
    "email": "hej@butik.example", "line1": "Storgatan 1", "postal_code": "352 46", "city": "Växjö",
}  # fmt: skip
PAYMENT = {
    "bankgiro": "50501055", "plusgiro": "", "swish": "", "iban": "", "bic": "",
    "payment_terms_days": "30",
}  # fmt: skip


class There:
    """An integration that is connected and has what it was sent, as it is told."""

    def __init__(self) -> None:
        self.connected = self.arrived = False
        self.sent: list[int | None] = []

    def step(self, request: StoreRequest, store: Store) -> Step:
        return Step(
            key="there", title="Connect There", text="So that sales go there.", action="Connect",
            href="/there/", done=self.connected,
        )  # fmt: skip

    def has_arrived(self, store: Store) -> bool:
        return self.arrived

    def send(self, request: StoreRequest, invoice: Invoice, *, now: datetime) -> None:
        self.sent.append(invoice.number)

    def arrival(self, request: StoreRequest, invoice: Invoice) -> Arrival:
        chip = Chip(state="There", tone=Tone.GOOD if self.arrived else Tone.WAITING)
        return Arrival(
            chip=chip, text="Order 7." if self.arrived else "Soon.",
            links=[("Order 7", "/there/7")],
            has_arrived=self.arrived, looks_again=not self.arrived,
        )  # fmt: skip


@pytest.fixture
def there() -> Iterator[There]:
    there = There()
    with slots.first_steps.only(there=there):
        yield there


@pytest.fixture
def nothing_integrated() -> Iterator[None]:
    with slots.first_steps.only():
        yield


@pytest.fixture
def empty(store: Store) -> Store:
    Store.objects.filter(pk=store.pk).update(**EMPTY)
    store.refresh_from_db()
    return store


def _steps(browser: Client) -> dict[str, bool] | None:
    found = browser.get(HOME).context["progress"]
    return found and {step.key: step.done for step in found.steps}


def test_each_step_leads_on_to_the_next_until_the_sale_has_arrived(
    browser: Client, empty: Store, there: There
) -> None:
    answers = [browser.get(f"{START}company/"), browser.post(f"{START}company/", COMPANY)]
    answers.append(browser.post(answers[-1]["Location"], PAYMENT))
    answers.append(browser.post(answers[-1]["Location"], {"sample": "1"}))
    ways = [answer["Location"] for answer in answers[1:]]
    assert ways == [f"{START}payment/", f"{START}product/", "/there/"]
    assert _steps(browser) == {
        "company": True, "payment": True, "product": True, "there": False, "test-sale": False,
    }  # fmt: skip
    there.connected = True
    page = browser.get(f"{START}test-sale/")
    browser.post(f"{START}test-sale/", {"reference": page.context["reference"]})
    assert there.sent == [1001]
    there.arrived = True
    told = browser.get(f"{START}test-sale/").content.decode()
    assert "It has arrived" in told
    assert 'href="/there/7"' in told
    assert _steps(browser) is None


@pytest.mark.usefixtures("nothing_integrated")
def test_without_integrations_their_step_is_gone_and_an_invoice_is_the_end(
    browser: Client, store: Store
) -> None:
    make_product(store=store)
    assert list(_steps(browser) or {}) == ["company", "payment", "product", "test-sale"]
    browser.post(f"{START}test-sale/")
    assert "It has arrived" in browser.get(f"{START}test-sale/").content.decode()
    assert _steps(browser) is None


@pytest.mark.parametrize("lacking", ["organisation_number", "email", "line1", "city"])
def test_a_company_that_lacks_what_an_invoice_needs_is_not_done(
    browser: Client, store: Store, there: There, lacking: str
) -> None:
    Store.objects.filter(pk=store.pk).update(**{lacking: ""})
    assert (_steps(browser) or {})["company"] is False
    answer = browser.post(f"{START}company/", {**COMPANY, lacking: ""})
    assert answer.status_code == 422
    assert lacking in answer.context["form"].errors


@pytest.mark.usefixtures("there")
def test_without_any_account_buyers_cannot_pay(browser: Client, empty: Store) -> None:
    answer = browser.post(f"{START}payment/", {**PAYMENT, "bankgiro": ""})
    assert answer.status_code == 422
    assert "Write at least one of them" in answer.content.decode()
    empty.refresh_from_db()
    assert empty.bankgiro == ""


@pytest.mark.usefixtures("there")
def test_settings_that_the_step_does_not_ask_for_stay(browser: Client, store: Store) -> None:
    Store.objects.filter(pk=store.pk).update(phone="0470-1", prices_include_vat=False)
    browser.post(f"{START}company/", {**COMPANY, "city": "Kalmar"})
    store.refresh_from_db()
    assert (store.city, store.phone, store.prices_include_vat) == ("Kalmar", "0470-1", False)
    changed = Change.objects.get(subject_kind="store")
    assert (changed.field, changed.after) == ("city", "Kalmar")


@pytest.mark.usefixtures("there")
def test_a_product_is_written_in_four_fields_and_gets_a_free_sku(
    browser: Client, store: Store
) -> None:
    given = {
        "name": "Kaffe, mörk 250", "price": "89,50", "vat_class": "food", "item_type": "physical",
    }  # fmt: skip
    for _ in range(2):
        browser.post(f"{START}product/", given)
    made = store.variants.order_by("pk")
    assert [(each.sku, str(each.price)) for each in made] == [
        ("KAFFE-MORK-250", "89.50"), ("KAFFE-MORK-250-2", "89.50"),
    ]  # fmt: skip
    answer = browser.post(f"{START}product/", {**given, "price": "dyrt"})
    assert answer.status_code == 422


@pytest.mark.usefixtures("there")
def test_a_sample_is_not_shown_in_the_shop_and_is_sold_once(browser: Client, store: Store) -> None:
    browser.post(f"{START}product/", {"sample": "1"})
    assert store.products.get().active is False
    twice = {"reference": "0123456789ab"}
    for _ in range(2):
        browser.post(f"{START}test-sale/", twice)
    invoice = store.invoices.get()
    assert (invoice.channel, str(invoice.total)) == (Channel.TEST_SALE.value, "100.00")
    line = invoice.lines.get()
    assert (str(line.quantity), str(line.vat_rate)) == ("1.0000", "25.00")


@pytest.mark.usefixtures("there")
def test_a_test_sale_leaves_the_stock_and_sells_no_gift_card_or_pack(
    browser: Client, store: Store
) -> None:
    make_product(store=store, item_type="gift_card", vat_class="exempt")
    mug = make_product(store=store, name="Mugg", stock=1)
    make_pack(store=store, holds={mug: 2})
    browser.post(f"{START}test-sale/")
    assert store.invoices.get().lines.get().description == "Mugg"
    assert mug.lead.stock == 1


def test_what_is_left_is_named_and_the_sale_waits(
    browser: Client, empty: Store, there: There
) -> None:
    page = browser.get(f"{START}test-sale/")
    assert [step.key for step in page.context["left"]] == ["company", "payment", "product", "there"]
    assert "disabled" in page.content.decode()
    refused = browser.post(f"{START}test-sale/", follow=True).content.decode()
    assert "The test sale could not be made" in refused
    assert there.sent == []


@pytest.mark.usefixtures("there")
def test_the_page_looks_again_until_the_sale_has_arrived(browser: Client, store: Store) -> None:
    make_product(store=store)
    browser.post(f"{START}test-sale/")
    fragment = browser.get(f"{START}test-sale/", headers={"hx-request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in fragment
    assert "<html" not in fragment


@pytest.mark.usefixtures("there")
def test_the_list_is_put_away_and_called_back(browser: Client, store: Store) -> None:
    assert _steps(browser)
    browser.post(f"{START}put-away/")
    assert _steps(browser) is None
    assert "Show the first steps again" in browser.get(f"{HOME}settings/").content.decode()
    browser.post(f"{START}put-away/", {"back": "1"})
    assert _steps(browser)


@pytest.mark.usefixtures("there")
def test_who_may_not_take_the_steps_is_not_shown_them(store: Store) -> None:
    assert _steps(browser_of(make_member(store=store, role=Role.BOOKKEEPER))) is None


def test_a_store_that_sells_and_is_connected_sees_no_list(
    browser: Client, store: Store, there: There
) -> None:
    make_invoice(store=store)
    there.connected = there.arrived = True
    assert _steps(browser) is None
