"""What late payments make of a subscription that is paused."""

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Status, Subscription
from tamio.commerce.subscriptions.pausing import pause, resume
from tamio.commerce.subscriptions.paying import give_up, recover
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    lines_of,
    net_store,
    plan_of,
    read,
    run,
    subscribe,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def given_up() -> Subscription:
    """310 for January, paused from the 11th until 1 March, and given up on the 20th."""
    subscription = subscribe(plan_of(net_store(), "310.00"), "2026-01-01")
    pause(subscription=subscription, by="customer", now=at("2026-01-11"), at_once=True,
          until=day("2026-03-01"))  # fmt: skip
    assert give_up(subscription=subscription, by="tamio", now=at("2026-01-20"))
    return subscription


def test_given_up_in_a_pause_it_does_not_go_on_unpaid(given_up: Subscription) -> None:
    run("2026-06-01")
    assert read(given_up).status == Status.UNPAID
    assert len(invoices_of(given_up)) == 1
    with pytest.raises(ValidationError, match="not paused"):
        resume(subscription=given_up, by="customer", now=at("2026-06-01"))


def test_paid_before_the_pause_is_over_the_pause_goes_on(given_up: Subscription) -> None:
    recover(subscription=given_up, by="tamio", now=at("2026-02-10"))
    found = read(given_up)
    assert (found.status, found.next_invoice_on) == (Status.PAUSED, day("2026-03-01"))
    run("2026-03-01")
    assert [net for _told, net in lines_of(invoices_of(given_up)[1])] == [310, -210]


def test_paid_after_the_pause_it_goes_on_from_that_day(given_up: Subscription) -> None:
    recover(subscription=given_up, by="tamio", now=at("2026-04-10"))
    assert read(given_up).status == Status.ACTIVE
    [_first, second] = invoices_of(given_up)
    assert [net for _told, net in lines_of(second)] == [310, -210]
    assert second.lines.all()[0].period_start == day("2026-04-10")


def test_cancelled_instead_days_from_the_pause_on_are_given_back(given_up: Subscription) -> None:
    cancel(subscription=given_up, by=BY, now=at("2026-02-10"))
    [invoice] = invoices_of(given_up)
    assert [note.net for note in invoice.credit_notes.all()] == [-210]
