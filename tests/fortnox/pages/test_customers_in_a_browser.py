"""Customer cards, and a customer's page with its VAT number, in a browser: they fit each screen."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, expect

from tamio.commerce.customers.models import Customer, VatAnswer, VatCheck
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import CardQuestion, Connection, CustomerLink, CustomerRegister, Settings
from tests.commerce.vat_numbers.conftest import german
from tests.factories import NOW, company_buyer, make_invoice
from tests.fortnox.pages import rows
from tests.fortnox.pages.test_customers import card
from tests.journeys.browsing import chromium as started
from tests.journeys.browsing import keep_screenshot

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server: Any, store: Store, settings: Any) -> str:
    settings.VIES_URL = "http://127.0.0.1:9/rest-api"
    rows.connect(store)
    rows.choose_accounts(store)
    customer: Customer = make_invoice(store=store, buyer_details=company_buyer()).customer
    abroad: Customer = make_invoice(store=store, buyer_details=german()).customer
    _ask(customer)
    _fill(Connection.objects.get(store=store), abroad)
    Settings.objects.filter(store=store).update(match_customers=True)
    _answer(abroad)
    return f"{live_server.url}/backoffice/{store.slug}/"


def _ask(customer: Customer) -> None:
    candidates = [
        {
            "number": number,
            "name": name,
            "organisation_number": "202100-5489",
            "email": email,
            "city": city,
        }
        for number, name, email, city in (
            ("77", "Glasbruket i Boda AB", "ekonomi@glasbruket.example", "Boda"),
            ("90", "Glasbruket AB (gammal)", "", "Tingsryd"),
        )
    ]
    CardQuestion.objects.create(
        tenant_id="910001", customer=customer, candidates=candidates, asked_at=NOW
    )


def _fill(connection: Connection, customer: Customer) -> None:
    register = CustomerRegister.objects.create(
        connection=connection, tenant_id=connection.tenant_id, whole_at=NOW, changes_at=NOW
    )
    number = {"organisation_number": "556716-1855", "city": "Tingsryd"}
    for each in ("12", "40", "77"):
        card(register, each, name="BolagsBemanning i Tingsryd AB", **number)
    for each, city in (("15", "Kalmar"), ("1002", "Växjö")):
        card(register, each, name="Åsa Öberg", email="asa@example.com", city=city)
    CustomerLink.objects.create(
        tenant_id="910001", customer=customer, number="1002", sent={}, sent_at=NOW
    )


def _answer(customer: Customer) -> None:
    VatCheck.objects.create(
        store=customer.store,
        customer=customer,
        vat_number=customer.vat_number,
        asked_at=NOW,
        asked_by="tamio",
        answer=VatAnswer.INVALID,
        answered_at=NOW,
        consultation_number="WAPIAAAAZ1a2b3c4",
    )


@pytest.fixture
def cookie(address: str, browser: Client) -> str:
    return browser.cookies["sessionid"].value


@pytest.fixture
def chrome(cookie: str) -> Iterator[Browser]:
    with started() as running:
        yield running


@pytest.fixture
def complaints() -> Iterator[list[str]]:
    """What the browser complained about; a test fails for anything of it."""
    found: list[str] = []
    yield found
    assert found == []


def _is_bad(said: ConsoleMessage) -> bool:
    return said.type in {"error", "warning"}


def _overflows(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("integrations/fortnox/customers/", "customer-cards"),
        ("integrations/fortnox/", "overview-matching"),
        ("integrations/fortnox/invoices/1002/preview/", "preview-vat-doubt"),
        ("customers/1002/", "customer-vat"),
        ("invoices/1002/", "invoice-vat-doubt"),
    ],
)
def test_each_page_fits_every_screen(
    chrome: Browser, address: str, cookie: str, complaints: list[str], path: str, name: str
) -> None:
    for width, context in (
        (1280, {"locale": "sv-SE"}),
        (390, {"locale": "en-GB", "color_scheme": "dark"}),
    ):
        opened = chrome.new_context(viewport={"width": width, "height": 900}, **context)  # type: ignore[arg-type]
        opened.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
        page = opened.new_page()
        page.on("console", lambda said: complaints.append(said.text) if _is_bad(said) else None)
        page.goto(f"{address}{path}")
        assert not _overflows(page)
        keep_screenshot(page, f"{name}-{width}")


def test_a_card_is_chosen_by_hand(
    chrome: Browser, address: str, cookie: str, complaints: list[str]
) -> None:
    opened = chrome.new_context(locale="sv-SE", java_script_enabled=False)
    opened.add_cookies([{"name": "sessionid", "value": cookie, "url": address}])
    page = opened.new_page()
    page.goto(f"{address}integrations/fortnox/customers/")
    page.get_by_label("90 · Glasbruket AB (gammal)").check()
    page.get_by_role("button", name="Använd kortet").click()
    expect(page.get_by_text("Försäljningarna som väntade på det skickas nu.")).to_be_visible()
    assert page.get_by_role("button", name="Använd kortet").count() == 0
