"""Who subscribes: as it should be, late, paused, leaving and gone; and a price that will rise."""

from dataclasses import dataclass
from datetime import date

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.payments.models import Card, Method
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import Collection, PriceChange, Subscription
from tamio.commerce.subscriptions.pausing import pause
from tests.commerce.dunning.making import HARD, SOFT, a_day, leave_card, work
from tests.commerce.subscriptions.discounts.making import bought, three_times
from tests.commerce.subscriptions.making import BY, at, customer_of, plan_of, run, subscribe
from tests.commerce.subscriptions.repricing.making import changed, tell
from tests.factories import NOW, buyer
from tests.pictures.world.goods import Goods

BEGUN, RENEWS = "2026-10-20", "2026-11-20"


@dataclass(frozen=True)
class Regulars:
    """`mine` and `sent`, a parcel a month that waits, are those of the shop's customer. Nothing can
    be drawn for `late`.
    """

    mine: Subscription
    sent: Subscription
    late: Subscription
    paused: Subscription
    leaving: Subscription
    discounted: Subscription
    change: PriceChange


def find_regulars(store: Store, goods: Goods) -> Regulars:
    paying = [
        _by_card(store, goods, "lisa@example.com", "Lisa Söder", SOFT),
        _by_card(store, goods, "ali@example.com", "Ali Demir", HARD),
    ]
    mine, paused, leaving = [
        subscribe(
            goods.plan, "2026-11-02", customer=customer_of(store, buyer(email=email, name=name))
        )
        for email, name in (
            ("asa@example.com", "Åsa Öberg"),
            ("per@example.com", "Per Paus"),
            ("gun@example.com", "Gun Alm"),
        )
    ]
    subscribe(goods.yearly, "2026-09-01", customer=mine.customer)
    mia = buyer(email="mia@example.com", name="Mia Rabatt")
    discounted = bought(goods.plan, code=three_times(store), on="2026-11-03", to=mia)
    run(RENEWS, store=store)
    a_day(RENEWS, store=store)
    a_day("2026-11-22", store=store)
    parcel = plan_of(store, "149.00", item_type=ItemType.PHYSICAL)
    sent = subscribe(parcel, "2026-11-21", customer=mine.customer)
    pause(subscription=sent, by=BY, now=NOW, at_once=True)
    pause(subscription=paused, by=BY, now=NOW, at_once=True, until=date(2027, 1, 4))
    cancel(subscription=leaving, by=BY, now=NOW)
    change = changed(goods.plan, "279.00", on="2026-11-22", applies_from="2027-02-01")
    tell("2026-11-22")
    return Regulars(
        mine=mine, sent=sent, late=paying[0], paused=paused, leaving=leaving,
        discounted=discounted, change=change,
    )  # fmt: skip


def _by_card(store: Store, goods: Goods, email: str, name: str, method: str) -> Subscription:
    who = customer_of(store, buyer(email=email, name=name))
    leave_card(who, now=at(BEGUN))
    made = subscribe(
        goods.plan, BEGUN, customer=who, method=Method.TEST, collection=Collection.AUTOMATIC
    )
    work(at(BEGUN))
    Card.objects.filter(customer=who).update(provider_method=method)
    return made
