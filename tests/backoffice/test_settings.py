"""The store's settings: checked field by field, kept in standard form."""

from typing import Any

import pytest
from django.test import Client

from tamio.backoffice.forms.store import StoreForm
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import NOW, make_member

URL = "/backoffice/glashyttan/settings/"


@pytest.fixture
def form(store: Store) -> dict[str, str]:
    """The page's form as it stands."""
    fields = {
        "name", "organisation_number", "vat_number", "email", "line1", "postal_code", "city",
        "country", "bankgiro", "ocr_kind", "payment_terms_days", "currency", "language",
        "low_stock", "time_zone", "tagline", "kept_at_rate_change", "unanswered_vat_numbers",
        "sells_to",
    }  # fmt: skip
    shown = {field: str(getattr(store, field)) for field in fields}
    return shown | {"prices_include_vat": "on", "oss_from_date": ""}


def _saved(browser: Client, form: dict[str, str], **changes: str) -> Any:
    return browser.post(URL, form | changes)


def test_settings_are_saved(browser: Client, store: Store, form: dict[str, str]) -> None:
    answer = _saved(browser, form, name="Nya hyttan", payment_terms_days="10")
    assert answer.status_code == 302
    store.refresh_from_db()
    assert (store.name, store.payment_terms_days) == ("Nya hyttan", 10)


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        ("organisation_number", "5567037485", "556703-7485"),
        ("vat_number", "SE 556703-7485 01", "SE556703748501"),
        ("bankgiro", "50501055", "5050-1055"),
        ("bankgiro", "9912346", "991-2346"),
        ("bankgiro", "", ""),
        ("plusgiro", "48 21 03-9", "482103-9"),
        ("swish", "123 785 69 01", "1237856901"),
        ("iban", "SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
        ("bic", "essesess", "ESSESESS"),
        ("website", "norrsken.example", "https://norrsken.example"),
        ("reminder_fee", "60", "60.00"),
        ("ocr_kind", "check", "check"),
        ("f_tax_approved", "on", "True"),
        ("oss_from_date", "2026-12-01", "2026-12-01"),
        ("time_zone", "Europe/Helsinki", "Europe/Helsinki"),
    ],
)
def test_numbers_are_kept_in_standard_form(
    store: Store, form: dict[str, str], field: str, written: str, kept: str
) -> None:
    changed = StoreForm(form | {field: written}, instance=store)
    assert changed.errors == {}
    changed.write(by="owner@example.com", now=NOW)
    store.refresh_from_db()
    assert str(getattr(store, field)) == kept


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "Hyttan\x1b"),
        ("organisation_number", "556036-0794"),
        ("vat_number", "SE123"),
        ("email", "hyttan"),
        ("line1", ""),
        ("country", "XY"),
        ("bankgiro", "123-4567"),
        ("plusgiro", "482103-7"),
        ("swish", "0701234567"),
        ("iban", "SE4550000000058398257467"),
        ("bic", "SWED"),
        ("website", "inte en adress"),
        ("reminder_fee", "60,01"),
        ("reminder_fee", "0"),
        ("ocr_kind", "hard"),
        ("seat", "Umeå\x1b"),
        ("low_stock", "-1"),
        ("payment_terms_days", "91"),
        ("payment_terms_days", "-1"),
        ("payment_terms_days", "soon"),
        ("currency", "XAU"),
        ("oss_from_date", "tomorrow"),
        ("language", "de"),
        ("time_zone", "Mars/Olympus"),
        ("tagline", "x" * 121),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    store: Store, form: dict[str, str], field: str, value: str
) -> None:
    assert set(StoreForm(form | {field: value}, instance=store).errors) == {field}


def test_nothing_is_written_while_something_is_wrong(
    browser: Client, store: Store, form: dict[str, str]
) -> None:
    answer = _saved(browser, form, tagline="New", bankgiro="123-4567")
    assert answer.status_code == 422
    assert 'href="#id_bankgiro"' in answer.content.decode()
    store.refresh_from_db()
    assert store.tagline == ""


def test_the_page_goes_on_showing_the_store_as_it_is(browser: Client, form: dict[str, str]) -> None:
    page = _saved(browser, form, name="Nya hyttan", email="wrong").content.decode()
    assert "<title>Settings · Glashyttan</title>" in page
    assert 'value="Nya hyttan"' in page


def test_the_address_of_a_store_cannot_be_changed_here(
    browser: Client, store: Store, form: dict[str, str]
) -> None:
    _saved(browser, form, slug="another", reference_code="AAAAAAAA")
    store.refresh_from_db()
    assert store.slug == "glashyttan"
    assert store.reference_code != "AAAAAAAA"


def test_two_who_change_different_settings_do_not_undo_each_other(
    browser: Client, store: Store, form: dict[str, str]
) -> None:
    Store.objects.filter(pk=store.pk).update(tagline="Glass since 1742")
    _saved(browser, form, city="Kosta", tagline="Glass since 1742")
    store.refresh_from_db()
    assert (store.city, store.tagline) == ("Kosta", "Glass since 1742")


def test_who_may_not_change_settings_can_still_look(store: Store, form: dict[str, str]) -> None:
    accountant = browser_of(make_member(store=store, role=Role.BOOKKEEPER))
    page = accountant.get(URL)
    assert "Your role lets you see the settings but not change them." in page.content.decode()
    assert _saved(accountant, form, name="Mine").status_code == 403
    store.refresh_from_db()
    assert store.name == "Glashyttan"
