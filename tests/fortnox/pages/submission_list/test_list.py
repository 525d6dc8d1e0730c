"""Submissions are a list like all others: found, narrowed, taken out, and led on from."""

from datetime import timedelta

import pytest
from django.test import Client

from tamio.backoffice.lists import finding
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.outbox.states import State
from tests.factories import NOW, buyer, make_invoice, make_store
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import member, text_of
from tests.fortnox.pages.submission_list.conftest import LIST, recorded


def _found(browser: Client, query: str = "") -> list[str]:
    page = browser.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return [row.invoice.buyer_name for row in page.context["rows"]]


def test_each_says_where_it_is_and_leads_to_its_panel(
    browser: Client, three: list[Invoice]
) -> None:
    page = text_of(browser, LIST)
    assert "order 10234" in page
    assert "Something happened." in page
    for invoice in three:
        assert f'href="/backoffice/glashyttan/invoices/{invoice.number}/#fortnox"' in page


@pytest.mark.parametrize("few", [1_000, 0])
@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("asa", ["Åsa Öberg"]),
        ("10234", ["Åsa Öberg"]),
        ("1023", []),
        ("example", ["Siv Ask", "Bo Ek", "Åsa Öberg"]),
        ("nobody", []),
    ],
)
@pytest.mark.usefixtures("three")
def test_it_is_found_by_the_customer_and_by_the_number_in_fortnox(
    browser: Client, monkeypatch: pytest.MonkeyPatch, few: int, text: str, found: list[str]
) -> None:
    monkeypatch.setattr(finding, "_FEW", few)
    assert _found(browser, f"q={text}") == found


def test_it_is_found_by_the_number_of_the_invoice(browser: Client, three: list[Invoice]) -> None:
    assert _found(browser, f"q={three[1].number}") == ["Bo Ek"]


@pytest.mark.usefixtures("three")
def test_nothing_of_another_store_is_found(browser: Client) -> None:
    other = make_store()
    foreign = make_invoice(store=other, buyer_details=buyer(name="Åsa Annan"))
    rows.link(foreign, order_number="777")
    assert _found(browser, "q=annan") == _found(browser, "q=777") == []
    assert len(_found(browser)) == 3


@pytest.mark.parametrize(
    ("state", "found"),
    [
        ("submitted", ["Åsa Öberg"]),
        ("failed", ["Bo Ek"]),
        ("waiting", ["Siv Ask"]),
        ("only-rejected", ["Bo Ek"]),
        ("only-skipped", []),
    ],
)
@pytest.mark.usefixtures("three")
def test_states_narrow_it(browser: Client, state: str, found: list[str]) -> None:
    assert _found(browser, f"state={state}") == found


def test_it_is_narrowed_to_when_it_was_recorded(browser: Client, three: list[Invoice]) -> None:
    recorded(three[0], NOW - timedelta(hours=30))
    recorded(three[1], NOW - timedelta(hours=3))
    assert _found(browser, "span=24h") == ["Siv Ask", "Bo Ek"]
    assert _found(browser, "span=48h&sort=recorded_at") == ["Åsa Öberg", "Bo Ek", "Siv Ask"]
    hour = (NOW - timedelta(hours=3)).strftime("%Y-%m-%dT%H:00%%2B00:00")
    after = (NOW - timedelta(hours=2)).strftime("%Y-%m-%dT%H:00%%2B00:00")
    assert _found(browser, f"since={hour}&until={after}") == ["Bo Ek"]
    assert "Show all times" in text_of(browser, f"{LIST}?since={hour}&until={after}")


def test_a_filter_that_makes_no_sense_finds_nothing_and_says_so(browser: Client) -> None:
    for query in ("state=gone", "kind=x", "since=yesterday", "q=%00"):
        assert browser.get(f"{LIST}?{query}").status_code == 400


@pytest.mark.usefixtures("three")
def test_it_is_taken_out_as_it_is_filtered(browser: Client) -> None:
    answer = browser.get("/backoffice/glashyttan/lists/fortnox-submissions/table.csv?state=failed")
    lines = b"".join(answer).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert "Bo Ek" in lines[1]
    assert "Something happened." in lines[1]


@pytest.mark.usefixtures("three")
def test_a_filter_is_kept_as_a_tab(browser: Client) -> None:
    keep = "/backoffice/glashyttan/lists/fortnox-submissions/filters/"
    posted = {"name": "To look at", "query": "state=failed&junk=1"}
    assert browser.post(keep, posted)["Location"] == f"{LIST}?state=failed"
    assert '<a href="?state=failed">To look at</a>' in text_of(browser, LIST)


def test_who_only_looks_ticks_nothing(three: list[Invoice], connected: Store) -> None:
    page = text_of(member(connected, Role.VIEWER), LIST)
    assert three[0].buyer_name in page
    assert 'name="row"' not in page


def test_a_store_that_has_sold_nothing_is_told_what_will_be_here(
    browser: Client, connected: Store
) -> None:
    assert connected.deliveries.count() == 0
    assert "Nothing to submit yet" in text_of(browser, LIST)
    assert "No submission matches" in text_of(browser, f"{LIST}?state={State.WAITING}")
