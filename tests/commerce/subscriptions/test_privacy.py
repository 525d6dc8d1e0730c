"""What is held of a person in subscriptions, and what erasing does."""

import pytest

from tamio.commerce.customers.privacy import person
from tamio.commerce.subscriptions import privacy
from tamio.commerce.subscriptions.ending import cancel
from tests.commerce.subscriptions.making import (
    BY,
    at,
    net_store,
    plan_of,
    read,
    subscribe,
)

pytestmark = pytest.mark.django_db


def test_where_goods_went_goes_and_what_was_agreed_stays() -> None:
    subscription = subscribe(
        plan_of(net_store()),
        "2026-01-31",
        delivery={"delivery_line1": "Skogsvägen 3", "delivery_city": "Alvesta"},
    )
    who = person(subscription.customer)
    assert "End it first" in str(privacy.hindrance(who))
    cancel(subscription=subscription, by=BY, now=at("2026-02-01"), at_once=True)
    assert privacy.hindrance(who) == ""
    assert privacy.extent(who).goes == 1
    assert privacy.known(who)[0]["delivery_city"] == "Alvesta"
    privacy.erase(who, now=at("2026-02-02"))
    assert (read(subscription).delivery_city, privacy.extent(who).goes) == ("", 0)
    assert read(subscription).number == subscription.number
