"""Plans in the shop: what is said of them, and one invoice for them and all else in the cart."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.plans import CartPlan
from tamio.commerce.fulfilment.models import AwaitedShipment
from tamio.commerce.payments.cards import card_of
from tamio.commerce.payments.models import Attempt, PaymentSettings
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Plan, Status, Subscription
from tamio.commerce.subscriptions.plans import Terms, revise_plan
from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.drain import drain_due
from tests.commerce.subscriptions.discounts.making import three_times
from tests.commerce.subscriptions.making import at, lines_of, plan_of
from tests.factories import make_product
from tests.storefront.shopping import HTMX, Shopper, seen, written_by

pytestmark = pytest.mark.django_db


@pytest.fixture
def coffee(shopper: Shopper) -> Plan:
    """A box a month, of which ten are there."""
    sold = make_product(store=shopper.store, sku="KAFFE", name="Kaffe", stock=10)
    return plan_of(shopper.store, "149.00", product=sold)


def subscribe(shopper: Shopper, plan: Plan, quantity: int = 1) -> None:
    data = {"plan": plan.pk, "quantity": quantity}
    assert shopper.client.post(shopper.url("cart/plan/"), data).status_code == 302


def test_the_product_says_the_terms_before_anything_is_bought(shopper: Shopper) -> None:
    sold = make_product(store=shopper.store, sku="GYM", item_type=ItemType.SERVICE)
    plan_of(
        shopper.store, "897.00", product=sold, count=3, setup_fee=Decimal(50),
        min_cycles=2, notice_days=30,
    )  # fmt: skip
    said = seen(shopper.get("products/GYM/"))
    for words in (
        "SEK 897.00 every 3 months", "You pay SEK 947.00 today", "SEK 50.00 once",
        "SEK 299.00 a month", "2 periods, SEK 1,794.00 together", "30 days, and the period",
        "renewed by itself until you cancel", "You have 14 days",
    ):  # fmt: skip
        assert words in said


def test_a_trial_says_when_it_is_first_paid(shopper: Shopper) -> None:
    sold = make_product(store=shopper.store, sku="GYM", item_type=ItemType.SERVICE)
    plan_of(shopper.store, "99.00", product=sold, trial_days=30)
    said = seen(shopper.get("products/GYM/"))
    assert "You pay SEK 0.00 today" in said
    assert "Free until and including" in said


def test_a_plan_and_other_goods_are_one_invoice_and_one_parcel(
    shopper: Shopper, coffee: Plan
) -> None:
    cup = make_product(store=shopper.store, name="Kopp", price=Decimal("89.00"), stock=5)
    shopper.put(cup)
    subscribe(shopper, coffee, 2)
    invoice = shopper.buy()
    assert [words for words, _net in lines_of(invoice)] == ["Kopp", "Kaffe – Månad"]
    assert invoice.total == Decimal("387.00")
    subscription = Subscription.objects.get()
    assert (subscription.status, subscription.method) == (Status.ACTIVE, "invoice")
    assert subscription.customer == invoice.customer
    (period,) = subscription.periods.all()
    assert (period.invoice, period.kind) == (invoice, "start")
    charge = subscription.charges.get()
    assert (charge.position, charge.amount) == (2, Decimal("298.00"))
    line = invoice.lines.get(position=2)
    assert (line.period_start, line.period_end) == (period.period_start, period.period_end)
    assert AwaitedShipment.objects.filter(invoice=invoice).count() == 1
    coffee.variant.refresh_from_db()
    assert coffee.variant.stock == 8


def test_the_variant_and_its_plan_can_both_be_in_the_cart(shopper: Shopper, coffee: Plan) -> None:
    shopper.put("KAFFE", 3)
    subscribe(shopper, coffee)
    said = seen(shopper.get("cart/"))
    assert "SEK 597.00" in said
    assert "SEK 746.00" in said
    assert len(lines_of(shopper.buy())) == 2
    coffee.variant.refresh_from_db()
    assert coffee.variant.stock == 6


def test_sent_twice_it_is_one_subscription(shopper: Shopper, coffee: Plan) -> None:
    subscribe(shopper, coffee)
    form = shopper.checkout_form() | written_by()
    answers = [shopper.client.post(shopper.url("checkout/"), form) for _time in range(3)]
    assert {answer.status_code for answer in answers} == {302}
    assert len({answer["Location"] for answer in answers}) == 1
    assert Subscription.objects.count() == 1


def test_terms_that_changed_meanwhile_are_shown_once_more(shopper: Shopper, coffee: Plan) -> None:
    subscribe(shopper, coffee)
    form = shopper.checkout_form() | written_by()
    terms = Terms(unit=Unit.MONTH, count=1, price=Decimal("149.00"), min_cycles=12)
    revise_plan(plan=coffee, terms=terms, by="mia@butik.example", now=at("2026-01-01"))
    answer = shopper.client.post(shopper.url("checkout/"), form)
    assert answer.status_code == 422
    assert "The terms of a subscription have changed" in seen(answer)
    assert "12 periods" in seen(answer)
    assert not Subscription.objects.exists()
    shopper.buy()
    assert Subscription.objects.get().lines.get().version.min_cycles == 12


def test_a_trial_alone_is_an_order_of_nothing_to_pay(shopper: Shopper) -> None:
    service = plan_of(shopper.store, "99.00", trial_days=30)
    subscribe(shopper, service)
    invoice = shopper.buy()
    assert invoice.total == 0
    assert invoice.lines.get().description.startswith("Kostnadsfritt till")
    subscription = Subscription.objects.get()
    assert subscription.status == Status.TRIALING
    assert subscription.trial_end is not None
    later = at(subscription.trial_end.isoformat())
    assert renew_due(now=later, stores=[shopper.store]).billed == 1


def test_more_than_the_stock_has_is_refused_and_nothing_is_left(
    shopper: Shopper, coffee: Plan
) -> None:
    subscribe(shopper, coffee, 11)
    answer = shopper.send()
    assert answer.status_code == 422
    assert "There are only 10 left" in seen(answer)
    assert not Subscription.objects.exists()


def test_what_is_no_longer_for_sale_says_so_in_the_cart(shopper: Shopper, coffee: Plan) -> None:
    subscribe(shopper, coffee)
    coffee.active = False
    coffee.save()
    assert "no longer for sale" in seen(shopper.get("cart/"))
    assert shopper.get("checkout/").status_code == 302
    subscribe(shopper, coffee, 0)
    assert not CartPlan.objects.exists()


@pytest.mark.parametrize("quantity", ["-1", "100", "en", ""])
def test_a_number_that_is_none_is_refused(shopper: Shopper, coffee: Plan, quantity: str) -> None:
    data = {"plan": coffee.pk, "quantity": quantity}
    answer = shopper.client.post(shopper.url("cart/plan/"), data)
    assert answer.status_code == 422
    assert "from 0 to 99" in seen(answer)


def test_a_changed_number_of_them_is_counted_in_its_place(shopper: Shopper, coffee: Plan) -> None:
    """As a number of goods is: what was changed is not lost on the way to the checkout."""
    subscribe(shopper, coffee)
    at, data = shopper.url("cart/plan/"), {"plan": coffee.pk, "quantity": "2"}
    changed = shopper.client.post(at, data, headers=HTMX)
    assert (changed.status_code, CartPlan.objects.get().quantity) == (200, 2)
    assert "SEK 298.00" in seen(changed)
    refused = shopper.client.post(at, data | {"quantity": "100"}, headers=HTMX)
    assert (refused.status_code, CartPlan.objects.get().quantity) == (422, 2)
    assert not any(b"<html" in each.content for each in (changed, refused))


@pytest.mark.parametrize("plan", ["0", "x", "9" * 30, ""])
def test_a_plan_that_is_not_the_shops_is_not_found(shopper: Shopper, plan: str) -> None:
    assert shopper.client.post(shopper.url("cart/plan/"), {"plan": plan}).status_code == 404


def test_the_confirmation_and_the_orders_page_name_it(shopper: Shopper, coffee: Plan) -> None:
    subscribe(shopper, coffee)
    invoice = shopper.buy()
    number = Subscription.objects.get().number
    for path in (f"confirmation/{invoice.cart.key}/", f"order/{invoice.order_link.token}/"):
        said = seen(shopper.get(path))
        assert f"Subscription {number}" in said
        assert "SEK 149.00 every month" in said


def test_paid_first_it_begins_when_it_is_paid_and_once(
    shopper: Shopper, coffee: Plan, settings: Any
) -> None:
    settings.TEST_PAYMENTS = True
    PaymentSettings.objects.create(store=shopper.store, by_test=True, by_invoice=True)
    subscribe(shopper, coffee, 2)
    assert shopper.send(pay_by="test").status_code == 302
    assert not Subscription.objects.exists()
    coffee.variant.refresh_from_db()
    assert coffee.variant.stock == 8
    revise_plan(
        plan=coffee, terms=Terms(unit=Unit.MONTH, count=1, price=Decimal(999)),
        by="mia@butik.example", now=at("2026-01-01"),
    )  # fmt: skip
    key = Attempt.objects.get().key
    shopper.get(f"pay/{key}/?go=1")
    for _time in range(2):
        shopper.client.post(shopper.url(f"pay/{key}/test/"), {"decision": "approve"})
        shopper.get(f"pay/{key}/")
    subscription = Subscription.objects.get()
    assert subscription.status == Status.ACTIVE
    assert subscription.collection == "automatic"
    assert subscription.charges.get().amount == Decimal("298.00")
    assert subscription.lines.get().version.price == Decimal("149.00")


def test_the_card_that_paid_the_first_days_pays_the_next(
    shopper: Shopper, coffee: Plan, settings: Any
) -> None:
    settings.TEST_PAYMENTS = True
    PaymentSettings.objects.create(store=shopper.store, by_test=True, by_invoice=True)
    subscribe(shopper, coffee)
    shopper.send(pay_by="test")
    key = Attempt.objects.get().key
    shopper.get(f"pay/{key}/?go=1")
    shopper.client.post(shopper.url(f"pay/{key}/test/"), {"decision": "approve"})
    shopper.get(f"pay/{key}/")
    subscription = Subscription.objects.get()
    assert card_of(subscription.customer) is not None
    assert subscription.period_end is not None
    due = at(subscription.period_end.isoformat())
    renew_due(now=due, stores=[shopper.store])
    drain_due(clock=lambda: due)
    renewed = subscription.periods.get(kind="renewal").invoice
    assert renewed is not None
    assert [each.amount for each in renewed.receipts.all()] == [Decimal("149.00")]


@pytest.mark.parametrize(
    ("language", "promised", "instead"),
    [
        ("en", "20% off the first 3 months (NYTT).", "SEK 119.20 instead of SEK 149.00"),
        ("sv", "20 % rabatt de första 3 månaderna (NYTT).", "119,20 kr i stället för 149,00 kr"),
    ],
)
def test_a_code_says_for_how_long_it_counts_before_the_order_and_after(
    shopper: Shopper, coffee: Plan, language: str, promised: str, instead: str
) -> None:
    three_times(shopper.store)
    shopper.client = Client(headers={"accept-language": language})
    subscribe(shopper, coffee)
    shopper.client.post(shopper.url("cart/code/"), {"code": "nytt"})
    assert promised in seen(shopper.get("cart/"))
    checkout = seen(shopper.get("checkout/"))
    assert promised in checkout
    assert instead in checkout
    invoice = shopper.buy()
    assert invoice.total == Decimal("119.20")
    assert promised in seen(shopper.get(f"confirmation/{invoice.cart.key}/"))


def test_what_a_plan_binds_to_is_told_with_the_discount_in_it(
    shopper: Shopper, coffee: Plan
) -> None:
    revise_plan(
        plan=coffee, terms=Terms(price=Decimal(100), unit=Unit.MONTH, count=1, min_cycles=4),
        by="mia@butik.example", now=at("2025-02-01"),
    )  # fmt: skip
    three_times(shopper.store)
    subscribe(shopper, coffee)
    shopper.client.post(shopper.url("cart/code/"), {"code": "nytt"})
    assert "4 periods, SEK 340.00 together" in seen(shopper.get("checkout/"))
