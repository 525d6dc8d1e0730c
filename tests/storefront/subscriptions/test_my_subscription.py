"""A subscriber's own pages: what they see, what they can do, and what belongs to others."""

import re
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import URLPattern, reverse

from tamio.clock import now
from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.dunning.models import Case
from tamio.commerce.letters.one_time import mail_one_time_link
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.models import Attempt, CardSetup, Method, Payment
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import (
    Collection,
    Plan,
    Status,
    Subscription,
    SubscriptionEvent,
    SubscriptionRules,
    What,
)
from tamio.storefront.subscriptions.urls import urlpatterns
from tests.commerce.subscriptions.discounts.making import bought, three_times
from tests.factories import make_store
from tests.storefront.shopping import Shopper, english, seen, text
from tests.storefront.subscriptions.conftest import Subscriber, opened, plan_for, subscribed

BELOW = sorted(str(each.pattern) for each in urlpatterns)


def test_the_page_tells_what_one_has_when_it_is_paid_and_how(subscriber: Subscriber) -> None:
    said = seen(subscriber.get())
    for each in ("Glas hem", "every month", "SEK 199.00", "by invoice", "Next payment", "Pay SEK"):
        assert each in said


def test_the_way_there_stands_among_the_orders(subscriber: Subscriber) -> None:
    said = text(subscriber.shopper.get("orders/mine/"))
    assert "orders/mine/subscriptions/" in said
    listed = seen(subscriber.shopper.get("orders/mine/subscriptions/"))
    assert f"No. {subscriber.subscription.number}" in listed


def test_who_is_on_trial_and_has_no_invoice_gets_the_link_too(store: Store) -> None:
    subscribed(plan_for(store, "99.00", trial_days=30), email="ny@example.com")
    assert mail_one_time_link(store=store, email="ny@example.com", language="sv", now=now())


@pytest.mark.parametrize("below", BELOW)
def test_without_the_link_no_page_shows_or_does_anything(plan: Plan, below: str) -> None:
    mine = subscribed(plan)
    stranger = Shopper(plan.store, client=english())
    for address in _addresses(stranger, mine, below):
        for answer in (stranger.client.get(address), stranger.client.post(address)):
            assert answer.status_code == 405 or answer["Location"].endswith("/orders/"), address
    _is_untouched(mine)


@pytest.mark.parametrize("below", [each for each in BELOW if "number" in each])
def test_of_another_customer_no_page_shows_or_does_anything(
    subscriber: Subscriber, plan: Plan, below: str
) -> None:
    theirs = subscribed(plan, email="bo@example.com")
    client = subscriber.shopper.client
    for address in _addresses(subscriber.shopper, theirs, below):
        for answer in (client.get(address), client.post(address, {"plan": plan.pk})):
            assert answer.status_code in (404, 405), address
    _is_untouched(theirs)


@pytest.mark.parametrize("below", [each for each in BELOW if "number" in each])
def test_of_the_same_address_in_another_store_nothing_shows(
    subscriber: Subscriber, below: str
) -> None:
    other = make_store(slug="annan")
    theirs = subscribed(plan_for(other, "10.00"))
    Subscription.objects.filter(pk=theirs.pk).update(number=777)
    theirs.number = 777
    for address in _addresses(subscriber.shopper, theirs, below):
        assert subscriber.shopper.client.get(address).status_code in (404, 405)


def test_anothers_card_setup_is_not_theirs(subscriber: Subscriber, plan: Plan) -> None:
    subscriber.post("card/")
    setup = CardSetup.objects.get()
    subscribed(plan, email="bo@example.com")
    other = opened(Shopper(plan.store, client=english()), email="bo@example.com")
    number = Subscription.objects.latest("pk").number
    answer = other.get(f"orders/mine/subscriptions/{number}/card/{setup.key}/")
    assert answer.status_code == 404


def _addresses(shopper: Shopper, mine: Subscription, below: str) -> Iterator[str]:
    filled = below.replace("<int:number>", str(mine.number))
    yield shopper.url("orders/mine/subscriptions/") + re.sub(
        "<uuid:key>", "0b8f7a54-7a0e-4f6e-9c1d-0a4d5f6b7c8d", filled
    )


def _is_untouched(mine: Subscription) -> None:
    after = Subscription.objects.get(pk=mine.pk)
    assert (after.revision, after.status) == (mine.revision, Status.ACTIVE)
    assert not SubscriptionEvent.objects.filter(subscription=mine).exclude(what=What.STARTED)


def test_every_address_is_walked() -> None:
    assert all(isinstance(each, URLPattern) for each in urlpatterns)
    assert len(BELOW) == 14


@pytest.mark.parametrize(
    ("rule", "paths"),
    [
        ("customers_pause", ["pause/", "pause/drop/", "resume/"]),
        ("customers_change", ["change/", "change/drop/"]),
    ],
)
def test_what_the_store_has_switched_off_is_neither_shown_nor_done(
    subscriber: Subscriber, rule: str, paths: list[str]
) -> None:
    SubscriptionRules.objects.create(store=subscriber.shopper.store, **{rule: False})
    said = text(subscriber.get())
    for path in paths:
        assert f'{subscriber.path(path)}"' not in said
        assert subscriber.post(path).status_code == 404
    _is_untouched(subscriber.now())


def test_a_dearer_plan_is_shown_before_it_is_confirmed(subscriber: Subscriber, plan: Plan) -> None:
    dear = plan_for(plan.store, "499.00", product=plan.variant.product, name="Mer")
    shown = subscriber.get("change/", plan=dear.pk, quantity=1)
    said = seen(shown)
    for each in ("From today", "To pay now", "SEK 300.00", "SEK 499.00 every month"):
        assert each in said
    assert len(subscriber.now().lines.all()) == 1
    subscriber.post("change/", **_hidden(text(shown)))
    line = subscriber.now().lines.get(ends=None)
    assert line.version.plan == dear


def test_what_was_not_shown_is_not_done(subscriber: Subscriber, plan: Plan) -> None:
    dear = plan_for(plan.store, "499.00", product=plan.variant.product, name="Mer")
    form = _hidden(text(subscriber.get("change/", plan=dear.pk, quantity=1)))
    for changed in ({"total": "1.00"}, {"revision": "99"}, {"on": "2020-01-01"}, {"total": "x"}):
        answer = subscriber.post("change/", **form | changed)
        assert answer.status_code == 422
    assert subscriber.now().lines.get(ends=None).version.plan == plan


def test_a_cheaper_plan_waits_for_the_end_of_the_period_and_can_be_taken_back(
    subscriber: Subscriber, plan: Plan
) -> None:
    cheap = plan_for(plan.store, "99.00", product=plan.variant.product, name="Mindre")
    shown = text(subscriber.get("change/", plan=cheap.pk, quantity=1))
    assert "From today" not in shown
    after = subscriber.post("change/", **_hidden(shown))
    assert "Will change" in seen(after)
    assert "SEK 99.00" in seen(after)
    assert "Will change" not in seen(subscriber.post("change/drop/"))


def test_another_shops_plan_cannot_be_chosen(subscriber: Subscriber, plan: Plan) -> None:
    other = plan_for(make_store(), "1.00")
    apart = plan_for(plan.store, "1.00")
    for each in (other, apart):
        answer = subscriber.get("change/", plan=each.pk, quantity=1)
        assert answer.status_code == 422


def test_one_pauses_and_goes_on(subscriber: Subscriber) -> None:
    assert "From" in seen(subscriber.post("pause/", begins="end"))
    assert subscriber.now().pause_on is not None
    subscriber.post("pause/drop/")
    subscriber.post("pause/", begins="now")
    assert subscriber.now().status == Status.PAUSED
    assert "new period" in seen(subscriber.get("resume/"))
    subscriber.post("resume/")
    assert subscriber.now().status == Status.ACTIVE


def test_a_pause_is_not_longer_than_the_store_allows(subscriber: Subscriber) -> None:
    until = (now() + timedelta(days=500)).date().isoformat()
    answer = subscriber.post("pause/", begins="end", until=until)
    assert answer.status_code == 422
    assert "180 days at most" in seen(answer)


def test_cancelling_says_what_it_means_and_can_be_taken_back(subscriber: Subscriber) -> None:
    said = seen(subscriber.get("cancel/"))
    assert "You have it until" in said
    assert "not paid" in said
    assert "Withdraw from the contract here" in said
    after = subscriber.post("cancel/")
    assert "is not renewed" in seen(after)
    assert subscriber.get("change/").status_code == 404
    subscriber.post("cancel/drop/")
    assert subscriber.now().cancel_on is None


def test_who_cancels_is_not_followed_up(subscriber: Subscriber) -> None:
    subscriber.post("cancel/")
    assert not Case.objects.filter(closed_at=None).exists()


def test_one_leaves_a_card_on_the_providers_page(subscriber: Subscriber) -> None:
    left = subscriber.post("card/")
    address = re.search(r'url=(\S+?)"', text(left))
    assert address
    client = subscriber.shopper.client
    assert "stands in for" in seen(client.get(address[1]))
    after = client.post(address[1], {"card": "test-good"}, follow=True)
    assert "with the card Test •••• 4242" in seen(after)
    mine = subscriber.now()
    assert (mine.collection, mine.method) == (Collection.AUTOMATIC, Method.TEST)
    assert card_of(mine.customer) is not None
    assert "by invoice" in seen(subscriber.post("by-invoice/"))


def test_without_a_card_nothing_changes(subscriber: Subscriber) -> None:
    subscriber.post("card/")
    setup = CardSetup.objects.get()
    said = seen(subscriber.get(f"card/{setup.key}/"))
    assert "No card was left" in said
    assert subscriber.now().collection == Collection.SEND


def test_an_open_invoice_is_paid_from_its_own_page(subscriber: Subscriber) -> None:
    shopper, invoice = subscriber.shopper, subscriber.subscription.periods.get().invoice
    assert invoice is not None
    page = shopper.client.get(shopper.url(f"orders/mine/{invoice.number}/"), follow=True)
    assert "pay/" in text(page)
    address = shopper.url(f"order/{invoice.order_link.token}/pay/")
    shopper.client.post(address, {"method": "test"}, follow=True)
    attempt = Attempt.objects.get()
    place = reverse("storefront:test_payment", args=[shopper.store.slug, attempt.key])
    after = shopper.client.post(place, {"decision": "approve"}, follow=True)
    assert after.redirect_chain[-1][0].endswith(f"/order/{invoice.order_link.token}/")
    assert Payment.objects.get(invoice=invoice).received == Decimal("199.00")


def test_the_next_parcel_goes_to_another_address(shopper: Shopper, store: Store) -> None:
    mine = subscribed(plan_for(store, "99.00", item_type=ItemType.PHYSICAL))
    subscriber = Subscriber(opened(shopper), mine)
    assert "Storgatan 1" in text(subscriber.get("address/"))
    empty = subscriber.post("address/", delivery_name="Bo")
    assert empty.status_code == 422
    subscriber.post(
        "address/", delivery_name="Bo Ek", delivery_line1="Lillgatan 2",
        delivery_postal_code="352 30", delivery_city="Växjö",
    )  # fmt: skip
    assert subscriber.now().delivery_line1 == "Lillgatan 2"
    assert subscriber.now().delivery_country == "SE"


def test_what_is_over_is_shown_and_nothing_can_be_done(subscriber: Subscriber) -> None:
    subscriber.post("pause/", begins="now")
    subscriber.post("cancel/")
    said = text(subscriber.get())
    assert subscriber.now().status == Status.CANCELLED
    assert "Ended" in said
    for path in ("pause/", "change/", "resume/", "cancel/", "address/", "card/"):
        assert f'{subscriber.path(path)}"' not in said


def test_pages_read_no_more_as_invoices_grow(
    subscriber: Subscriber, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(40):  # type: ignore[operator]
        subscriber.get()


def _hidden(page: str) -> dict[str, str]:
    found = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: value for name, value in found if name != "csrfmiddlewaretoken"}


def test_a_discount_is_told_with_how_many_payments_are_left(shopper: Shopper, plan: Plan) -> None:
    mine = bought(plan, code=three_times(plan.store), on=now().date().isoformat())
    said = seen(Subscriber(opened(shopper), mine).get())
    assert "20% off, 2 of 3 payments left" in said
    assert "SEK 159.20" in said
