"""The merchant's choices: saved as a whole, or refused at the field."""

from typing import Any

import pytest
from django.test import Client

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount, Settings
from tamio.fortnox.sync import wording
from tamio.outbox.states import State
from tests.factories import make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import FORTNOX

ADDRESS = f"{FORTNOX}settings/"


@pytest.fixture
def fresh(store: Store) -> Store:
    """Connected, nothing chosen."""
    rows.connect(store)
    return store


def chosen(**fields: str) -> dict[str, str]:
    given = {
        "goods_account": "3001",
        "services_account": "3041",
        "automatic": "yes",
        "start_date": "2026-11-01",
        "customer_prefix": "T",
        "send_zero_totals": "no",
    }
    return given | fields


def saved(store: Store) -> dict[str, Any]:
    names = ("goods_account", "services_account", "automatic", "customer_prefix")
    return dict(Settings.objects.values(*names, "send_zero_totals").get(store=store))


def test_choices_are_saved_and_confirmed(browser: Client, fresh: Store) -> None:
    page = browser.post(ADDRESS, chosen(automatic="no"), follow=True).content.decode()
    assert "The settings are saved." in page
    assert saved(fresh) == {
        "goods_account": 3001,
        "services_account": 3041,
        "automatic": False,
        "customer_prefix": "T",
        "send_zero_totals": False,
    }


def test_what_waited_for_the_accounts_is_let_go(browser: Client, fresh: Store) -> None:
    invoice = make_invoice(store=fresh)
    rows.put(invoice, State.SETTINGS, problem=wording.accounts_missing())
    browser.post(ADDRESS, chosen())
    delivery = rows.submission_of(invoice)
    assert delivery.state == State.WAITING
    assert delivery.events.order_by("-pk")[0].by == rows.PERSON


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("goods_account", ""),
        ("goods_account", "3999"),
        ("goods_account", "1930"),
        ("services_account", "abc"),
        ("services_account", "9" * 30),
        ("automatic", ""),
        ("automatic", "perhaps"),
        ("start_date", "yesterday"),
        ("start_date", ""),
        ("customer_prefix", "Å B"),
        ("customer_prefix", "x" * 11),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_saved(
    browser: Client, fresh: Store, field: str, value: str
) -> None:
    answer = browser.post(ADDRESS, chosen(**{field: value}))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'<a href="#id_{field}' in page
    assert f'id="id_{field}_error"' in page
    assert saved(fresh)["goods_account"] is None


def test_what_was_written_is_kept_when_something_else_is_wrong(
    browser: Client, fresh: Store
) -> None:
    wrong = chosen(goods_account="3002", customer_prefix="Å B")
    page = browser.post(ADDRESS, wrong).content.decode()
    assert '<option value="3002" selected>' in page
    assert 'value="Å B"' in page


def test_an_account_that_is_no_longer_active_is_refused(browser: Client, fresh: Store) -> None:
    ChartAccount.objects.filter(number=3001).update(active=False)
    assert browser.post(ADDRESS, chosen()).status_code == 422
    assert saved(fresh)["goods_account"] is None


def test_another_stores_account_is_refused(browser: Client, fresh: Store) -> None:
    other = make_store()
    ChartAccount.objects.create(store=other, number=3099, description="Annans", active=True)
    assert browser.post(ADDRESS, chosen(goods_account="3099")).status_code == 422


def test_a_store_that_was_never_connected_has_no_settings(browser: Client, store: Store) -> None:
    assert browser.post(ADDRESS, chosen()).status_code == 404


def test_looking_at_the_address_leads_to_the_form(browser: Client, fresh: Store) -> None:
    assert browser.get(ADDRESS)["Location"] == f"{FORTNOX}#settings"
