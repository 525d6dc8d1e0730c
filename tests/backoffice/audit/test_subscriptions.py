"""What people did with subscriptions stands in the audit trail; what nobody did does not."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from tamio.backoffice.audit.entries import Asked, AuditEntry
from tamio.backoffice.audit.subscriptions import SUBSCRIPTIONS
from tamio.backoffice.audit.trail import page_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import change
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import BY, at, net_store, plan_of, run, subscribe
from tests.commerce.subscriptions.repricing.making import changed, customer

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    with override("en"):
        yield


def trail(store: Store, **asked: Any) -> list[AuditEntry]:
    page = page_of(SUBSCRIPTIONS, store=store, asked=Asked(**asked), after="", before="")
    return [each.entry for each in page.rows]


def deeds(store: Store) -> None:
    plan = plan_of(store)
    for name in ("kim", "robin", "eva"):
        made = subscribe(plan, customer=customer(store, name))
        change(subscription=made, wishes=[Wish(line=made.lines.get(), quantity=2)], by=BY,
               now=at("2026-01-05"))  # fmt: skip
    pause(subscription=store.subscriptions.order_by("pk")[0], by="customer", now=at("2026-01-06"))
    cancel(subscription=store.subscriptions.order_by("pk")[1], by=BY, now=at("2026-01-07"))
    run("2026-02-02", store=store)


def test_who_changed_and_cancelled_and_what() -> None:
    store = net_store()
    deeds(store)
    told = [(each.by, each.code) for each in trail(store)]
    assert told[0] == (BY, "subscription.cancel_planned")
    assert {by for by, _code in told} == {BY}
    assert sum(code == "subscription.changed" for _by, code in told) == 3
    cancelled = trail(store)[0]
    number = store.subscriptions.order_by("pk")[1].number
    assert cancelled.subject == f"Subscription {number} · Robin"
    assert cancelled.href.endswith(f"/subscriptions/{number}/")


def test_plans_and_their_prices_stand_there_too() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan)
    change_of_price = changed(plan)
    newest, *older = trail(store)
    assert newest.code == "price-change.created"
    assert newest.what == "New price for subscribers"
    assert newest.href.endswith(f"/price-changes/{change_of_price.pk}/")
    assert "plan.changed" in {each.code for each in older}


def test_it_is_found_by_number_customer_and_person() -> None:
    store = net_store()
    deeds(store)
    number = store.subscriptions.order_by("pk")[1].number
    found = trail(store, text=str(number))
    assert len(found) == 2
    assert len(trail(store, text="Robin")) == 2
    assert trail(store, by="nobody@butik.example") == []


def test_many_deeds_ask_as_much_as_few() -> None:
    store = net_store()
    plan = plan_of(store)
    counts = []
    for names in (["kim"], ["robin", "eva", "bo"]):
        for name in names:
            cancel(subscription=subscribe(plan, customer=customer(store, name)), by=BY,
                   now=at("2026-01-07"))  # fmt: skip
        with CaptureQueriesContext(connection) as asked:
            trail(store)
        counts.append(len(asked))
    assert counts[0] == counts[1]
