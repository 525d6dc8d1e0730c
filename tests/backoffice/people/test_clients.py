"""The first page of an agency: how all its clients' stores stand, in one table."""

from datetime import timedelta
from decimal import Decimal
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.backoffice import slots
from tamio.backoffice.agencies.clients import Clients
from tamio.backoffice.sales import Sold
from tamio.backoffice.slots import Tone
from tamio.commerce.people.models import Agency, Membership, User
from tamio.commerce.people.roles import Role
from tests.backoffice.conftest import browser_of
from tests.backoffice.fillings import Healths, health
from tests.factories import NOW, make_agency, make_invoice, make_product, make_store, make_user

HEALTHS = {
    "Bageriet": health(tone=Tone.WAITING, backlog=7, oldest_at=NOW - timedelta(hours=2)),
    "Glaset": health(tone=Tone.NEEDS_YOU, backlog=2, oldest_at=NOW - timedelta(days=3)),
    "Smedjan": health(backlog=1, failed=4, oldest_at=NOW - timedelta(days=1)),
}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", NOW.isoformat())


@pytest.fixture
def agency(db: None) -> Agency:
    """Three stores, of which the first in the alphabet has sold for 100 and the last for 300."""
    agency = make_agency(name="Norra Byrån")
    for name, price in (("Smedjan", 300), ("Bageriet", 100), ("Glaset", 0)):
        store = make_store(name=name, agency=agency)
        product = make_product(store=store, price=Decimal(price or 50))
        if price:
            make_invoice(store=store, contents={product: 1})
        make_invoice(store=store, contents={product: 1}, now=NOW - timedelta(days=30))
    return agency


@pytest.fixture
def person(agency: Agency) -> User:
    person = make_user()
    Membership.objects.create(user=person, agency=agency, role=Role.AGENCY)
    return person


@pytest.fixture
def browser(person: User) -> Client:
    return browser_of(person)


def _clients(browser: Client, agency: Agency, query: str = "") -> Clients:
    with slots.store_healths.only(there=Healths(HEALTHS)):
        shown: Clients = browser.get(f"/agencies/{agency.pk}/{query}").context["clients"]
    return shown


def test_what_needs_somebody_comes_first_and_the_rest_by_name(
    browser: Client, agency: Agency
) -> None:
    found = _clients(browser, agency)
    assert [row.store.name for row in found.rows] == ["Smedjan", "Glaset", "Bageriet"]
    assert found.need_someone == 2
    assert found.sold == [("SEK", Sold(Decimal(400), 2))]


@pytest.mark.parametrize(
    ("sort", "first", "last"),
    [
        ("name", "Bageriet", "Smedjan"),
        ("-name", "Smedjan", "Bageriet"),
        ("-sales", "Smedjan", "Glaset"),
        ("-connection", "Glaset", "Smedjan"),
        ("-backlog", "Bageriet", "Smedjan"),
        ("-failed", "Smedjan", "Glaset"),
        ("oldest", "Glaset", "Bageriet"),
    ],
)
def test_every_column_sorts(
    browser: Client, agency: Agency, sort: str, first: str, last: str
) -> None:
    rows = _clients(browser, agency, f"?sort={sort}").rows
    assert (rows[0].store.name, rows[-1].store.name) == (first, last)


def test_an_order_that_there_is_not_is_no_page(browser: Client, agency: Agency) -> None:
    assert browser.get(f"/agencies/{agency.pk}/?sort=slug").status_code == 404


def test_a_store_is_one_click_away_and_entered_as_oneself(browser: Client, agency: Agency) -> None:
    store = agency.stores.get(name="Glaset")
    page = unescape(browser.get(f"/agencies/{agency.pk}/").content.decode())
    assert f'<a class="to" href="/backoffice/{store.slug}/">Glaset</a>' in page
    assert (
        browser.get(f"/backoffice/{store.slug}/").context["request"].user.memberships.count() == 1
    )


def test_amounts_in_several_currencies_are_never_added_up(browser: Client, agency: Agency) -> None:
    store = make_store(name="Hamnen", agency=agency, currency="EUR")
    make_invoice(store=store, contents={make_product(store=store, price=Decimal(10)): 1})
    store.currency = "SEK"
    store.save()
    found = _clients(browser, agency)
    row = next(row for row in found.rows if row.store == store)
    assert (row.sold, row.other) == (Sold(), [("EUR", Sold(Decimal(10), 1))])
    assert dict(found.sold)["EUR"] == Sold(Decimal(10), 1)
    assert dict(found.sold)["SEK"] == Sold(Decimal(400), 2)


def test_figures_of_a_store_that_asks_for_two_factors_wait_for_them(
    browser: Client, agency: Agency
) -> None:
    agency.stores.filter(name="Smedjan").update(requires_two_factor=True)
    found = _clients(browser, agency)
    row = next(row for row in found.rows if row.store.name == "Smedjan")
    assert (row.locked, row.sold, row.chips, row.failed) == (True, Sold(), [], 0)
    page = browser.get(f"/agencies/{agency.pk}/").content.decode()
    assert "Asks for two-factor sign-in before its figures are shown" in page
    assert "300.00" not in page


def test_fifty_stores_cost_no_more_queries_than_three(browser: Client, agency: Agency) -> None:
    """With the integrations that are really there."""
    few = _queries(browser, agency)
    stores = [make_store(agency=agency) for _ in range(47)]
    for store in stores[:3]:
        make_invoice(store=store, contents={make_product(store=store): 1})
    assert _queries(browser, agency) == few
    assert few <= 12


def _queries(browser: Client, agency: Agency) -> int:
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(f"/agencies/{agency.pk}/").status_code == 200
    return len(asked)


def test_an_integration_is_asked_once_for_all_stores(browser: Client, agency: Agency) -> None:
    healths = Healths(HEALTHS)
    with slots.store_healths.only(there=healths):
        browser.get(f"/agencies/{agency.pk}/")
    assert healths.asked == 1
