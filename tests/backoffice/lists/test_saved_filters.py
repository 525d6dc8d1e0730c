"""Filters that people keep: tabs above the list, their own or everyone's in the store."""

import pytest
from django.test import Client

from tamio.backoffice.lists.models import SavedFilter
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.factories import make_invoice, make_member, make_store

LIST = "/backoffice/glashyttan/invoices/"
KEEP = "/backoffice/glashyttan/lists/invoices/filters/"
LATE = "paid=overdue&sort=-total"


@pytest.fixture
def late(browser: Client, store: Store) -> SavedFilter:
    make_invoice(store=store)
    browser.post(KEEP, {"name": "Late", "query": LATE})
    return SavedFilter.objects.get()


def test_a_filter_that_is_kept_is_a_tab_that_knows_itself(
    browser: Client, late: SavedFilter
) -> None:
    page = browser.get(f"{LIST}?sort=-total&paid=overdue&q=&before=")
    assert page.context["bar"].current == late
    assert f'<a href="?{LATE.replace("&", "&amp;")}" aria-current="page">Late</a>' in _text(page)
    assert "Save this filter" not in _text(page)
    assert "Save this filter" in _text(browser.get(f"{LIST}?q=ek"))
    assert browser.get(LIST).context["bar"].current is None


def test_where_the_page_stood_is_not_kept(browser: Client, store: Store) -> None:
    make_invoice(store=store)
    browser.post(KEEP, {"name": "A", "query": "q=ek&after=abc&sort=-number&foreign=1"})
    assert SavedFilter.objects.get().query == "q=ek"


def test_only_a_shared_one_is_seen_by_others(late: SavedFilter, store: Store) -> None:
    other = browser_of(make_member(store=store, role=Role.FULFILMENT))
    assert other.get(LIST).context["bar"].tabs == []
    late.shared = True
    late.save()
    page = other.get(f"{LIST}?{LATE}")
    assert page.context["bar"].tabs == [late]
    assert not page.context["bar"].may_change
    assert other.post(f"/backoffice/glashyttan/filters/{late.pk}/remove/").status_code == 404


def test_a_filter_gets_another_name_and_is_removed(browser: Client, late: SavedFilter) -> None:
    address = f"/backoffice/glashyttan/filters/{late.pk}/"
    assert "Late" in _text(browser.get(address))
    browser.post(address, {"name": "Overdue", "shared": "on"})
    late.refresh_from_db()
    assert (late.name, late.shared) == ("Overdue", True)
    answer = browser.post(f"{address}remove/")
    assert answer["Location"] == f"{LIST}?{LATE}"
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("posted", "said"),
    [
        ({"name": "Late", "query": "q=ek"}, "You have a filter of this name already"),
        ({"name": "", "query": "q=ek"}, "This field is required"),
        ({"name": "Other", "query": "foreign=1"}, "Nothing is filtered"),
        ({"name": "x" * 41, "query": "q=ek"}, "at most 40"),
    ],
)
@pytest.mark.usefixtures("late")
def test_what_cannot_be_kept_is_said_and_nothing_is_lost(
    browser: Client, posted: dict[str, str], said: str
) -> None:
    page = browser.post(KEEP, posted)
    assert page.status_code == 422
    assert said in _text(page)
    assert f'value="{posted["query"]}"' in _text(page) or "foreign" in posted["query"]
    assert SavedFilter.objects.count() == 1


def test_another_stores_filters_are_not_there(browser: Client) -> None:
    other = make_store()
    saved = SavedFilter.objects.create(
        store=other, person=make_member(store=other), list="invoices", name="A", query="q=a",
        shared=True,
    )  # fmt: skip
    assert browser.get(f"/backoffice/glashyttan/filters/{saved.pk}/").status_code == 404
    assert browser.get(LIST).context["bar"].tabs == []


def test_there_is_no_list_but_those_there_are(browser: Client) -> None:
    for address in ("table.csv", "table.xlsx", "bulk/"):
        answer = browser.get(f"/backoffice/glashyttan/lists/secrets/{address}")
        assert answer.status_code == 404


def _text(page: object) -> str:
    return page.content.decode()  # type: ignore[attr-defined, no-any-return]
