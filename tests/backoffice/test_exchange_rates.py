"""Exchange rates are given by the store, with their day; each change is on the audit trail."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client

from tamio.clock import now
from tamio.commerce.audit.models import Change
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import ExchangeRate, Store
from tests.backoffice.conftest import browser_of
from tests.commerce.documents.reading import sold
from tests.factories import make_member

URL = "/backoffice/glashyttan/settings/exchange-rates/"
RATE = {"currency": "EUR", "rate_date": "2026-11-02", "rate": "11,2345"}


def test_a_rate_is_kept_and_shown(browser: Client, store: Store) -> None:
    answer = browser.post(URL, RATE, follow=True)
    page = answer.content.decode()
    assert "11.2345" in page
    assert store.exchange_rates.get().rate == Decimal("11.2345")
    assert URL in browser.get("/backoffice/glashyttan/settings/").content.decode()


def test_the_same_day_again_corrects_the_rate_and_the_trail_has_both(
    browser: Client, store: Store
) -> None:
    browser.post(URL, RATE)
    browser.post(URL, RATE | {"rate": "11.5"})
    assert store.exchange_rates.get().rate == Decimal("11.5")
    first, second = Change.objects.order_by("pk")
    assert (first.before, second.before) != (second.after, first.after)
    trail = browser.get("/backoffice/glashyttan/audit/").content.decode()
    assert "Exchange rate" in trail
    assert "EUR 2026-11-02: 11.5" in trail


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("rate", "0"), ("rate", "-1"), ("rate", "elva"), ("rate", "1 000"), ("rate", ""),
        ("currency", "SEK"), ("currency", "XAU"), ("rate_date", "soon"),
        ("rate_date", (now() + timedelta(days=2)).date().isoformat()),
    ],
)  # fmt: skip
def test_what_is_no_rate_is_refused_at_its_field(browser: Client, field: str, value: str) -> None:
    answer = browser.post(URL, RATE | {field: value})
    assert answer.status_code == 422
    assert f'href="#id_{field}"' in answer.content.decode()
    assert not ExchangeRate.objects.exists()


def test_who_may_not_change_settings_may_only_look(store: Store) -> None:
    accountant = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    assert "Add the rate" not in accountant.get(URL).content.decode()
    assert accountant.post(URL, RATE).status_code == 403


def test_an_invoice_without_a_rate_leads_to_where_it_is_given(
    browser: Client, store: Store
) -> None:
    sold(store=store, currency="EUR")
    page = browser.get("/backoffice/glashyttan/invoices/1001/").content.decode()
    assert "no exchange rate was on record" in page
    assert URL in page
