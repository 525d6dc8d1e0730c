"""The list of subscriptions: what stands in it, and how it is narrowed."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Subscription
from tests.backoffice.conftest import browser_of
from tests.backoffice.subscriptions.pages import LIST, page
from tests.commerce.subscriptions.making import BY, at, customer_of, plan_of, subscribe
from tests.factories import buyer, make_member, make_store


@pytest.fixture
def other(store: Store, monthly: Subscription) -> Subscription:
    """Of somebody else, on another plan, and cancelled."""
    eva = customer_of(store, buyer(email="eva@example.com", name="Eva Öberg"))
    made = subscribe(plan_of(store, "299.00"), customer=eva)
    return cancel(subscription=made, by=BY, now=at("2026-01-05"))


def test_each_stands_there_with_what_it_is_and_what_comes(
    browser: Client, monthly: Subscription
) -> None:
    said = page(browser)
    for each in ("Kim Ek", "Active", "Månad", "SEK 199.00", "every month", "Feb 1, 2026"):
        assert each in said


def test_an_empty_store_is_told_the_first_step(
    browser: Client, on_day: Callable[[str], None]
) -> None:
    assert "No subscriptions yet" in page(browser)


def test_it_is_narrowed_by_text_state_and_plan(
    browser: Client, monthly: Subscription, other: Subscription
) -> None:
    plan = other.lines.get().version.plan_id
    for asked in ({"q": "öberg"}, {"q": "EVA@"}, {"q": f"#{other.number}"},
                  {"state": "runs_out"}, {"plan": plan}):  # fmt: skip
        said = page(browser, **asked)
        assert "Eva Öberg" in said, asked
        assert "Kim Ek" not in said, asked
    assert "No subscription matches" in page(browser, state="trialing")
    assert browser.get(LIST, {"state": "nonsense"}).status_code == 400


def test_one_that_could_not_be_billed_is_found(browser: Client, monthly: Subscription) -> None:
    monthly.problem = "There are only 0 left."
    monthly.save()
    assert "Kim Ek" in page(browser, state="stuck")
    assert "Could not be billed" in page(browser)


def test_the_plan_is_found_of_one_that_has_ended(browser: Client, monthly: Subscription) -> None:
    cancel(subscription=monthly, by=BY, now=at("2026-01-05"), at_once=True)
    plan = monthly.lines.get().version.plan_id
    assert "Kim Ek" in page(browser, plan=plan, state="cancelled")


def test_it_asks_as_much_of_many_as_of_few_and_is_paged(
    browser: Client, store: Store, monthly: Subscription, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tamio.look.paging.SIZE", 4)
    few = _queries(browser)
    plan = plan_of(store)
    kim = monthly.customer
    for _each in range(4):
        subscribe(plan, customer=kim)
    assert _queries(browser) == few
    assert browser.get(LIST).context["page"].next


def _queries(browser: Client) -> int:
    with CaptureQueriesContext(connection) as asked:
        page(browser)
    return len(asked)


def test_another_stores_are_not_there(browser: Client, on_day: Callable[[str], None]) -> None:
    foreign = subscribe(plan_of(make_store()))
    page(browser, f"{foreign.number}/", status=404)


def test_who_may_only_look_is_offered_nothing_to_do(store: Store, monthly: Subscription) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    said = page(viewer, f"{monthly.number}/")
    assert "What is agreed" in said
    for way in ("Pause", "Resume", "Cancel it"):
        assert way not in said
    for path in ("pause/", "change/", "cancel/"):
        page(viewer, f"{monthly.number}/{path}", status=403)


def test_who_stays_stands_in_a_table_of_its_own_shades(
    browser: Client, monthly: Subscription, on_day: Callable[[str], None]
) -> None:
    on_day("2026-03-10")
    shown = browser.get(LIST + "figures/").content.decode()
    assert "Who stays" in shown
    assert shown.count('shade-10">100<') == 3
