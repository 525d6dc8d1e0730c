"""Late payments in the back office: what stands there, what one can do, and who may."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tamio.commerce.dunning.models import Act, Case, Step, Track, Why
from tamio.commerce.payments.models import Attempt, Card, PaymentSettings
from tamio.commerce.people.roles import Role
from tamio.commerce.stores.models import Store
from tests.backoffice.conftest import browser_of
from tests.backoffice.test_checking import check, said
from tests.commerce.dunning.making import (
    HARD,
    SOFT,
    Subscriber,
    a_day,
    by_card,
    by_invoice,
    letters,
    work,
)
from tests.commerce.subscriptions.making import at
from tests.factories import make_member, make_store
from tests.storefront.shopping import seen, text


@pytest.fixture
def failed(store: Store, monkeypatch: pytest.MonkeyPatch) -> Subscriber:
    """One whose card is declined on 1 February, where the clock stands."""
    PaymentSettings.objects.create(store=store, by_test=True)
    subscriber = by_card(store, SOFT)
    a_day("2026-02-01", store=store)
    monkeypatch.setattr("tamio.backoffice.dunning.views.now", lambda: at("2026-02-01", 15))
    return subscriber


def page(store: Store, below: str = "", **asked: str) -> str:
    address = reverse("backoffice:late_payments", args=[store.slug]) + below
    return address + ("?" + "&".join(f"{name}={value}" for name, value in asked.items()) if asked
                      else "")  # fmt: skip


def act(browser: Client, subscriber: Subscriber, what: str, **data: Any) -> str:
    case = subscriber.case
    answer = browser.post(page(case.store, f"{case.pk}/{what}/"), data, follow=True)
    return seen(answer)


def test_a_declined_card_stands_there_with_what_comes_next(
    browser: Client, store: Store, failed: Subscriber
) -> None:
    said = seen(browser.get(page(store)))
    for each in (str(failed.renewal.number), "may work later", "Drawn 1 time", "SEK 199.00"):
        assert each in said
    assert "Try now" in said


def test_an_invoice_that_has_not_fallen_due_is_not_late(browser: Client, store: Store) -> None:
    by_invoice(store)
    assert "No payment is late" in seen(browser.get(page(store)))


def test_it_is_narrowed_by_state(browser: Client, store: Store, failed: Subscriber) -> None:
    number = str(failed.renewal.number)
    found = {
        state: number in text(browser.get(page(store, state=state)))
        for state in ("open", "disputed", "given_up", "cancelled", "nonsense")
    }
    assert [state for state, is_there in found.items() if is_there] == ["open"]


def test_one_tries_now(browser: Client, failed: Subscriber) -> None:
    Card.objects.update(provider_method="test-good")
    assert "is being drawn from" in act(browser, failed, "try")
    work(at("2026-02-01", 15))
    assert failed.draws == ["soft", "paid"]
    assert "Nothing is left to pay" in act(browser, failed, "try")


def test_one_cannot_try_while_it_is_being_paid_or_without_a_card(
    browser: Client, failed: Subscriber
) -> None:
    act(browser, failed, "try")
    assert "It is being paid at this moment" in act(browser, failed, "try")
    work(at("2026-02-01", 15))
    Card.objects.update(dropped_at=at("2026-02-01"))
    assert "has left no card" in act(browser, failed, "try")


def test_one_sends_the_way_to_pay(browser: Client, store: Store, failed: Subscriber) -> None:
    act(browser, failed, "link")
    assert f"/order/{failed.renewal.order_link.token}/" in letters(store)[0].text


def test_before_writing_off_one_reads_what_it_does(
    browser: Client, store: Store, failed: Subscriber
) -> None:
    """It cannot be undone, so that it takes opening the fold and naming the invoice."""
    fold = browser.get(page(store)).content.decode().split('<details class="fold write-off">')[1]
    said, button = fold.split("</details>")[0].split("<form")
    assert "a credit note that cannot be taken back" in said
    assert f"Credit invoice {failed.renewal.number}" in button


def test_one_writes_it_off(browser: Client, failed: Subscriber) -> None:
    assert "nothing is owed" in act(browser, failed, "write-off")
    assert failed.case.why == Why.CREDITED
    assert failed.renewal.credit_notes.count() == 1


def test_disputed_it_is_left_alone_and_on_the_trail(
    browser: Client, store: Store, failed: Subscriber
) -> None:
    act(browser, failed, "disputed", disputed="1")
    assert not is_due_some_day(failed)
    assert "Say first that it is right" in act(browser, failed, "try")
    assert "Say first that it is right" in act(browser, failed, "link")
    act(browser, failed, "disputed", disputed="0")
    assert is_due_some_day(failed)
    trail = seen(browser.get(reverse("backoffice:audit", args=[store.slug])))
    assert "Disputed" in trail


def is_due_some_day(subscriber: Subscriber) -> bool:
    return subscriber.case.next_action_at is not None


@pytest.mark.parametrize("what", ["try", "link", "write-off", "disputed"])
def test_who_may_only_look_does_nothing(store: Store, failed: Subscriber, what: str) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(page(store)).status_code == 200
    answer = viewer.post(page(store, f"{failed.case.pk}/{what}/"))
    assert answer.status_code == 403
    assert Attempt.objects.filter(invoice=failed.renewal).count() == 1


def test_a_late_payment_of_another_store_is_not_found(
    browser: Client, store: Store, failed: Subscriber
) -> None:
    stranger = browser_of(make_member(store=store))
    Case.objects.update(store=_other())
    for what in ("try", "link", "write-off", "disputed"):
        assert stranger.post(page(store, f"{failed.case.pk}/{what}/")).status_code == 404


def _other() -> Store:
    return make_store()


def test_the_list_asks_no_more_as_it_grows(browser: Client, store: Store) -> None:
    PaymentSettings.objects.create(store=store, by_test=True)
    counts = []
    for _more in range(2):
        by_card(store, HARD, email=f"nr{_more}@example.com")
        by_card(store, HARD, email=f"till{_more}@example.com")
        a_day("2026-02-01", store=store)
        with CaptureQueriesContext(connection) as queries:
            browser.get(page(store))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def tracks(store: Store) -> str:
    return reverse("backoffice:dunning_tracks", args=[store.slug])


def form_of(browser: Client, store: Store) -> dict[str, Any]:
    form = browser.get(tracks(store)).context["form"]
    return {bound.name: bound.value() if bound.value() is not None else "" for bound in form}


def test_a_store_writes_its_own_tracks(browser: Client, store: Store) -> None:
    form = form_of(browser, store)
    form |= {"invoice-0-days": "3", "invoice-2-act": Act.CANCEL}
    browser.post(tracks(store), form)
    steps = Step.objects.filter(store=store, track=Track.INVOICE)
    assert list(steps.values_list("after_days", "act")) == [
        (3, Act.MAIL), (15, Act.MAIL), (30, Act.CANCEL),
    ]  # fmt: skip
    trail = seen(browser.get(reverse("backoffice:audit", args=[store.slug])))
    assert "30: cancel" in trail


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ({"hard-2-act": "", "hard-2-days": ""}, "The last step says"),
        ({"hard-0-act": ""}, "or neither"),
        ({"hard-0-days": "x"}, "whole number"),
        ({"hard-0-days": "999"}, "180"),
        ({"hard-0-act": "try"}, "not one of the available choices"),
        ({"hard-1-days": "0"}, "on one day"),
    ],
)
def test_a_track_that_makes_no_sense_is_refused_where_it_stands(
    browser: Client, store: Store, written: dict[str, str], said: str
) -> None:
    answer = browser.post(tracks(store), form_of(browser, store) | written)
    assert answer.status_code == 422
    assert said in seen(answer)


def test_who_may_not_edit_the_store_sees_the_tracks(store: Store) -> None:
    viewer = browser_of(make_member(store=store, role=Role.VIEWER))
    assert viewer.get(tracks(store)).status_code == 200
    assert viewer.post(tracks(store), {}).status_code == 403


def test_a_track_is_held_to_its_end_while_one_types(browser: Client, store: Store) -> None:
    form = form_of(browser, store) | {"hard-2-days": "", "hard-2-act": "", "soft-0-days": "x"}
    wrong = check(browser, tracks(store), form, "hard-2-act").content.decode()
    assert re.search(r'id="wrong-hard"[^>]*>.*The last step says', wrong)
    assert re.search(r'id="wrong-soft"[^>]*></div>', wrong)
    mended = check(browser, tracks(store), form_of(browser, store), "hard-2-act").content.decode()
    assert re.search(r'id="wrong-hard"[^>]*></div>', mended)


def test_a_row_is_asked_for_what_it_lacks(browser: Client, store: Store) -> None:
    # The days are written first: nothing is said of them before the deed is chosen, or passed by.
    form = form_of(browser, store) | {"hard-3-days": "20"}
    told = said(check(browser, tracks(store), form, "hard-3-days", "hard-3-act"))
    assert told["hard-3-days"] == ""
    assert "or neither" in told["hard-3-act"]


def test_to_look_at_the_tracks_writes_nothing(browser: Client, store: Store) -> None:
    form = form_of(browser, store)
    check(browser, tracks(store), form, "hard-0-days")
    assert not Step.objects.exists()
    assert form["invoice-0-days"] == 5
