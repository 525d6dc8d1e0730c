"""The integration's own page, for who may change it and for who may look."""

import pytest
from django.test import Client

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount, Connection
from tamio.fortnox.models.connection import Grant
from tests.factories import make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX, member, text_of


def test_before_connecting_it_says_what_is_approved_and_why(browser: Client, store: Store) -> None:
    page = text_of(browser, FORTNOX)
    for scope in ("order", "customer", "article", "bookkeeping", "companyinformation"):
        assert f">{scope}</code>" in page
    assert "Connect Fortnox" in page
    assert "Connect without a service account" in page


def test_the_company_and_who_connected_it_are_shown(browser: Client, connected: Store) -> None:
    page = text_of(browser, FORTNOX)
    assert "Norrsken Handel AB" in page
    assert "556703-7485" in page
    assert rows.PERSON in page
    assert "service account" in page
    assert "This is not the store" not in page


def test_another_company_than_the_stores_is_a_warning(browser: Client, store: Store) -> None:
    rows.connect(store, organisation_number="559284-5175")
    page = text_of(browser, FORTNOX)
    assert (
        "This is not the store&#x27;s company" in page or "This is not the store's company" in page
    )
    assert "559284-5175" in page
    assert "556703-7485" in page


def test_likely_accounts_are_chosen_beforehand_and_marked(browser: Client, store: Store) -> None:
    rows.connect(store)
    page = text_of(browser, FORTNOX)
    assert _option(3001, "25 % moms (suggested)") in page
    assert page.count("(suggested)") == 2
    assert page.count("selected") == 2


def test_chosen_accounts_stand_and_nothing_is_suggested_any_more(
    browser: Client, connected: Store
) -> None:
    page = text_of(browser, FORTNOX)
    assert _option(3001, "25 % moms") in page
    assert "(suggested)" not in page


def _option(number: int, ends: str) -> str:
    name = "Försäljning varor inom Sverige, "
    return f'<option value="{number}" selected>{number} {name}{ends}</option>'


def test_an_account_that_was_deactivated_is_pointed_out(browser: Client, connected: Store) -> None:
    ChartAccount.objects.filter(number=3001).update(active=False)
    assert "Account 3001 is no longer an active revenue account" in text_of(browser, FORTNOX)


def test_without_a_chart_there_is_nothing_to_choose_from(browser: Client, store: Store) -> None:
    rows.connect(store)
    ChartAccount.objects.all().delete()
    page = text_of(browser, FORTNOX)
    assert "The chart of accounts has not been read" in page
    assert "Read again" in page


def test_a_lost_connection_is_renewed_the_way_it_was_made(browser: Client, store: Store) -> None:
    rows.connect(store, grant=Grant.REFRESH_TOKEN)
    rows.close_lane(store)
    page = text_of(browser, FORTNOX)
    assert "</svg>Reconnect</button>" in page
    assert '<input type="hidden" name="account" value="person">' in page


def test_who_may_only_look_gets_no_buttons(connected: Store) -> None:
    page = text_of(member(connected, Role.VIEWER), FORTNOX)
    assert "Norrsken Handel AB" in page
    for label in ("Save", "Disconnect", "Make a test sale", "Read again"):
        assert f"{label}</button>" not in page
        assert f"{label}</a>" not in page
    assert page.count("disabled") >= 5


@pytest.mark.parametrize("name", ["consent", "disconnect", "settings", "chart", "test-sale"])
def test_changing_anything_takes_the_right(connected: Store, name: str) -> None:
    for role in (Role.VIEWER, Role.FULFILMENT):
        assert member(connected, role).post(f"{FORTNOX}{name}/").status_code == 403
    assert Connection.objects.filter(store=connected).exists()


@pytest.mark.parametrize("name", ["", "disconnect/", "exchanges/"])
def test_another_stores_pages_are_not_found(browser: Client, name: str) -> None:
    make_store(slug="annan")
    assert browser.get(f"/backoffice/annan/integrations/fortnox/{name}").status_code == 404


def test_the_integrations_page_and_the_navigation_lead_here(
    browser: Client, connected: Store
) -> None:
    page = text_of(browser, "/backoffice/glashyttan/integrations/")
    assert page.count(f'href="{FORTNOX}"') >= 2
    assert "Every sale becomes an order in your accounting, by itself." in page
    assert "<span>Connected</span>" in page
