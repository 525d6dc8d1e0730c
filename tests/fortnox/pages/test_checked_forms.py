"""The integration's forms are checked while one types: nothing is written, nobody is asked."""

import re
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChosenAccount, Reconciliation, Settings
from tests.backoffice.test_checking import CHECK, check, said
from tests.factories import make_product
from tests.fortnox.pages.conftest import FORTNOX, member

SETTINGS = {"goods_account": "3001", "services_account": "3041", "automatic": "yes"}


@pytest.fixture(autouse=True)
def offline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever asks anything over HTTP fails."""

    def refuse(*_asked: Any, **_how: Any) -> None:
        raise AssertionError("a check asked over HTTP")

    monkeypatch.setattr("http.client.HTTPConnection.connect", refuse)
    monkeypatch.setattr("http.client.HTTPSConnection.connect", refuse)


@pytest.mark.parametrize(
    ("address", "form", "wrong"),
    [
        ("settings/", SETTINGS | {"customer_prefix": "å å"}, "customer_prefix"),
        ("settings/", SETTINGS | {"start_date": "soon"}, "start_date"),
        ("accounts/", {"goods-export": "30"}, "goods-export"),
        ("accounts/", {"goods-export": "9999"}, "goods-export"),
        ("accounts/products/", {"own-sku": "NONE"}, "own-sku"),
        ("alerts/", {"backlog_hours": "x", "every_hours": "1"}, "backlog_hours"),
        ("reconciliation/", {"first": "2026-10-02", "last": "2026-10-01"}, "last"),
    ],
)
def test_every_form_is_checked_by_its_own_view(
    browser: Client, connected: Store, address: str, form: dict[str, str], wrong: str
) -> None:
    answer = check(browser, FORTNOX + address, form, wrong)
    assert answer.status_code == 200
    assert said(answer)[wrong]
    assert not ChosenAccount.objects.exists()
    assert not Reconciliation.objects.exists()
    assert Settings.objects.get(store=connected).customer_prefix != "å å"


@pytest.mark.parametrize("page", ["", "accounts/", "alerts/", "reconciliation/"])
def test_only_who_may_save_is_offered_a_check(browser: Client, connected: Store, page: str) -> None:
    assert "data-check" in browser.get(FORTNOX + page).content.decode()
    viewer = member(connected, Role.VIEWER)
    assert "data-check" not in viewer.get(FORTNOX + page).content.decode()


@pytest.mark.parametrize(
    "address", ["settings/", "accounts/", "accounts/products/", "alerts/", "reconciliation/"]
)
def test_who_may_not_save_may_not_check(connected: Store, address: str) -> None:
    viewer = member(connected, Role.VIEWER)
    assert viewer.post(FORTNOX + address, {}, headers=CHECK).status_code == 403


def test_the_name_of_an_account_follows_what_is_typed(browser: Client, connected: Store) -> None:
    answer = check(
        browser, f"{FORTNOX}accounts/", {"goods-domestic-25": "3001"}, "goods-domestic-25"
    )
    shown = answer.content.decode()
    told = re.search(
        r'<div class="account-told" id="told-goods-domestic-25"[^>]*>(.*?)</div>', shown
    )
    assert told
    assert "Försäljning varor inom Sverige, 25 % moms" in told[1]
    assert shown.count("account-told") == 1


def test_a_product_s_account_is_held_to_its_vat(browser: Client, connected: Store) -> None:
    make_product(store=connected, sku="BOK", vat_class="books")
    form = {"own-sku": "BOK", "own-account": "9999"}
    assert said(check(browser, f"{FORTNOX}accounts/products/", form, "own-account"))["own-account"]
