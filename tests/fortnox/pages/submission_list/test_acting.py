"""Many submissions are sent again, paused or skipped at once; what cannot be done says why."""

from datetime import timedelta

import pytest
from django.test import Client

from tamio import clock
from tamio.backoffice.lists.models import BulkRun, Outcome
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.fortnox.sync.credits.waiting import ORDER_FIRST
from tamio.outbox.states import Priority, State
from tests.fortnox.pages import rows
from tests.fortnox.pages.conftest import member
from tests.fortnox.pages.submission_list.conftest import BULK, LIST


def _states(three: list[Invoice]) -> list[str]:
    return [rows.submission_of(each).state for each in three]


def _ticked(three: list[Invoice]) -> list[int]:
    return [rows.submission_of(each).pk for each in three]


def test_those_that_are_not_there_go_first_and_the_rest_was_so_already(
    browser: Client, three: list[Invoice]
) -> None:
    answer = browser.post(BULK, {"action": "submit", "row": _ticked(three)}, follow=True)
    assert "Was so already" in answer.content.decode()
    assert _states(three) == [State.SUBMITTED, State.WAITING, State.WAITING]
    assert rows.submission_of(three[1]).priority == Priority.CLICK
    assert f'href="{LIST}"' in answer.content.decode()


def test_all_that_match_are_sent_again(browser: Client, three: list[Invoice]) -> None:
    assert "1 row that matches" in browser.get(f"{BULK}?state=failed").content.decode()
    browser.post(BULK, {"action": "submit", "query": "state=failed"})
    assert _states(three) == [State.SUBMITTED, State.WAITING, State.WAITING]
    assert BulkRun.objects.get().total == 1


def test_what_waited_is_paused_and_put_back(browser: Client, three: list[Invoice]) -> None:
    posted = {"action": "pause", "row": _ticked(three), "choice": "the accountant looks first"}
    answer = browser.post(BULK, posted, follow=True).content.decode()
    assert _states(three) == [State.SUBMITTED, State.HELD, State.HELD]
    assert f"Invoice {three[0].number}" in answer
    assert "It is in Fortnox already." in answer
    run = BulkRun.objects.get()
    browser.post(f"/backoffice/glashyttan/bulk/{run.pk}/undo/")
    # What was rejected would only be rejected again.
    assert _states(three) == [State.SUBMITTED, State.HELD, State.WAITING]


def test_skipping_asks_why(browser: Client, three: list[Invoice]) -> None:
    asked = browser.post(BULK, {"action": "skip", "row": _ticked(three)[1:]})
    assert 'name="choice"' in asked.content.decode()
    assert State.SKIPPED not in _states(three)
    browser.post(BULK, {"action": "skip", "row": _ticked(three)[1:], "choice": "entered by hand"})
    assert _states(three) == [State.SUBMITTED, State.SKIPPED, State.SKIPPED]
    assert rows.submission_of(three[2]).reason == "entered by hand"


def test_what_follows_its_invoice_is_not_pushed(browser: Client, three: list[Invoice]) -> None:
    rows.put(three[2], State.HELD, reason=ORDER_FIRST)
    answer = browser.post(BULK, {"action": "submit", "row": _ticked(three)[2:]}, follow=True)
    assert "It follows by itself once its invoice is an order in Fortnox." in (
        answer.content.decode()
    )
    assert BulkRun.objects.get().items.get().outcome == Outcome.REFUSED
    assert _states(three)[2] == State.HELD


def test_nothing_waits_for_a_day_that_only_a_sandbox_knows(
    browser: Client, three: list[Invoice], connected: Store
) -> None:
    Store.objects.filter(pk=connected.pk).update(is_sandbox=True, clock_ahead=timedelta(days=90))
    browser.post(BULK, {"action": "submit", "row": _ticked(three)})
    due = rows.submission_of(three[1]).due_at
    assert due is not None
    assert due <= clock.now()


@pytest.mark.parametrize("action", ["submit", "pause", "skip"])
def test_it_takes_the_right(three: list[Invoice], connected: Store, action: str) -> None:
    posted = {"action": action, "row": _ticked(three), "choice": "x"}
    assert member(connected, Role.VIEWER).post(BULK, posted).status_code == 403
