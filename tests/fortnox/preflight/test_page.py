"""The page of the pre-flight, and its line on the overview."""

from typing import Any

import pytest
from django.test import Client

from fortnox_simulator.testing import Simulator
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Preflight, Settings
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, Place, finding_from
from tamio.fortnox.sync.preflight.marks import settings_mark
from tamio.outbox.problem import Words
from tests.factories import NOW
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of
from tests.fortnox.pages.conftest import browser as browser
from tests.fortnox.pages.conftest import english as english
from tests.fortnox.pages.conftest import store as store

pytestmark = pytest.mark.django_db

ADDRESS = f"{FORTNOX}preflight/"
FINE = Finding(check=Check.COMPANY, grade=Grade.FINE, what=Words(sv="Rätt.", en="Right."))
STOPS = Finding(
    check=Check.ACCOUNTS,
    grade=Grade.STOPS,
    what=Words(sv="Konto 3001 är inaktivt.", en="Account 3001 is inactive."),
    why=Words(sv="Order nekas.", en="Orders are refused."),
    remedy=Words(sv="Välj ett annat.", en="Choose another one."),
    code="2000550",
    place=Place.ACCOUNTS,
)


@pytest.fixture
def shop(store: Store) -> Store:
    rows.connect(store)
    rows.choose_accounts(store)
    return store


def kept(shop: Store, *findings: Finding, **fields: Any) -> Preflight:
    connection = Connection.objects.select_related("store").get(store=shop)
    given: dict[str, Any] = {
        "tenant_id": connection.tenant_id,
        "at": NOW,
        "by": rows.PERSON,
        "requests": 7,
        "settings_mark": settings_mark(
            connection=connection, settings=Settings.objects.get(store=shop)
        ),
        "findings": [each.as_json() for each in findings],
    }
    return Preflight.objects.create(store=shop, **given | fields)


def test_a_finding_is_read_as_it_was_written() -> None:
    assert finding_from(STOPS.as_json()) == STOPS
    assert finding_from(FINE.as_json()) == FINE


def test_each_finding_says_what_why_and_what_to_do(browser: Client, shop: Store) -> None:
    kept(shop, FINE, STOPS)
    page = text_of(browser, ADDRESS)
    for said in ("Account 3001 is inactive.", "Orders are refused.", "Choose another one."):
        assert said in page
    assert "Open the accounts" in page
    assert "2000550" in page
    assert "with 7 requests" in page
    assert "1 thing stops sales" in page
    assert page.index("Account 3001") < page.index("Right.")
    assert page.count("Check again: ") == 2


def test_the_page_does_not_say_its_title_twice(browser: Client, shop: Store) -> None:
    kept(shop, FINE)
    head = text_of(browser, ADDRESS).split('<div class="page-title">')[1].split("</div>")[0]
    assert head.count("Pre-flight") == 1
    assert "All is there" in head


def test_it_is_swedish_for_swedes(browser: Client, shop: Store) -> None:
    kept(shop, STOPS)
    page = browser.get(ADDRESS, headers={"accept-language": "sv"}).content.decode()
    assert "Förkontroll" in page
    assert "Konto 3001 är inaktivt." in page
    assert "1 sak stoppar försäljningen" in page


def test_the_overview_has_it_as_one_line(browser: Client, shop: Store) -> None:
    assert "has not been made yet" in text_of(browser, FORTNOX)
    kept(shop, FINE)
    page = text_of(browser, FORTNOX)
    assert "all is there" in page
    assert "the settings have changed since" not in page
    Settings.objects.update(customer_prefix="W")
    assert "the settings have changed since" in text_of(browser, FORTNOX)
    assert "The settings have changed since" in text_of(browser, ADDRESS)


def test_what_was_found_in_another_company_is_not_shown(browser: Client, shop: Store) -> None:
    kept(shop, STOPS, tenant_id="1")
    assert "Not checked yet" in text_of(browser, ADDRESS)


def test_all_may_look_and_only_those_with_the_right_may_check(shop: Store) -> None:
    kept(shop, STOPS)
    viewer = member(shop, Role.VIEWER)
    assert "Check again" not in text_of(viewer, ADDRESS)
    assert viewer.post(ADDRESS).status_code == 403
    assert Preflight.objects.count() == 1


def test_without_a_connection_there_is_nothing_to_check(browser: Client, store: Store) -> None:
    for answer in (browser.get(ADDRESS), browser.post(ADDRESS)):
        assert answer["Location"] == FORTNOX


def test_a_check_that_there_is_not_is_not_found(browser: Client, shop: Store) -> None:
    assert browser.post(ADDRESS, {"check": "weather"}).status_code == 404


@pytest.mark.integration
def test_looking_again_is_kept_with_who_asked(browser: Client, shop: Store, sim: Simulator) -> None:
    page = browser.post(ADDRESS, follow=True)
    run = Preflight.objects.get()
    assert (run.by, run.store) == (rows.PERSON, shop)
    # The connection of this store has no token: that is what is found.
    assert "no longer valid" in page.content.decode()
    browser.post(ADDRESS, {"check": "texts"})
    assert Preflight.objects.count() == 2
    assert Preflight.objects.latest("pk").requests == 0
