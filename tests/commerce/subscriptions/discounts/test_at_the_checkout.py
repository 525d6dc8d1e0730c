"""A plan that is bought with a code has the discount on its first charge, and is promised more."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.checkout.place_order import Agreed, place_order, told_plans
from tamio.commerce.checkout.pricing import price_cart
from tamio.commerce.customers.parties import anyone_at_home
from tamio.commerce.offers.models import Redemption
from tamio.commerce.subscriptions.dates import Alignment
from tamio.commerce.subscriptions.models import DiscountUse, SubscriptionDiscount
from tests.commerce.offers.making import make_offer
from tests.commerce.shipping.making import make_method, make_zone
from tests.commerce.subscriptions.discounts.making import (
    BEGUN,
    bought,
    cart_with,
    code_of,
    discount_of,
    for_ever,
    off_of,
    three_times,
    told_on,
    totals_of,
)
from tests.commerce.subscriptions.making import at, day, invoices_of, plan_of
from tests.factories import buyer, make_product, make_store

pytestmark = pytest.mark.django_db


def test_the_first_charge_has_the_discount_on_its_own_line() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=code_of(store))
    (invoice,) = invoices_of(subscription)
    line = invoice.lines.get(kind="item")
    assert [line.unit_price, line.discount, line.discount_percent] == [200, 40, 20]
    assert [line.gross, line.vat] == [160, 32]
    assert told_on(subscription) == [["Rabatt: Välkommen (NYTT)"]]


def test_what_is_promised_is_a_row_of_its_own_and_the_first_charge_is_counted() -> None:
    store = make_store()
    code = three_times(store)
    subscription = bought(plan_of(store), code=code)
    promised = discount_of(subscription)
    assert [promised.offer, promised.code, promised.gives, promised.value] == [
        code.offer, "NYTT", "percent", 20,
    ]  # fmt: skip
    assert (promised.covers, promised.used, promised.left, promised.runs) == (3, 1, 2, True)
    (use,) = DiscountUse.objects.all()
    assert (use.number, use.period.period_start) == (1, day(BEGUN))


def test_once_is_had_with_the_order() -> None:
    store = make_store()
    promised = discount_of(bought(plan_of(store), code=code_of(store)))
    assert (promised.covers, promised.used, promised.runs) == (1, 1, False)


def test_the_use_of_the_code_says_what_it_took_off_the_order() -> None:
    store = make_store()
    pot = make_product(store=store, price=Decimal(100))
    bought(plan_of(store, "200.00"), code=three_times(store), contents={pot: 1})
    assert Redemption.objects.get().amount == 60


def test_what_everyone_has_is_no_part_of_a_plans_price() -> None:
    """Its page shows the price of the plan, and only a code says for how long it counts."""
    store = make_store()
    make_offer(store=store, value="50", starts_on=day("2025-01-01"))
    make_offer(store=store, gives="amount", value="50", starts_on=day("2025-01-01"))
    assert totals_of(bought(plan_of(store, "200.00"))) == [200]


def test_a_code_for_other_goods_gives_a_plan_nothing() -> None:
    store = make_store()
    pot = make_product(store=store, price=Decimal(100))
    code = three_times(store, products=[pot])
    subscription = bought(plan_of(store, "200.00"), code=code, contents={pot: 1})
    assert not SubscriptionDiscount.objects.exists()
    assert totals_of(subscription) == [280]


def test_an_amount_off_what_is_named_is_off_each_piece() -> None:
    store = make_store()
    plan = plan_of(store, "200.00")
    code = three_times(store, "30", gives="amount", products=[plan.variant.product])
    subscription = bought(plan, code=code, quantity=2)
    assert off_of(subscription) == [60]
    assert discount_of(subscription).a_piece


def test_an_amount_off_the_order_is_shared_and_the_plan_is_promised_its_share() -> None:
    store = make_store()
    pot = make_product(store=store, price=Decimal(300))
    code = three_times(store, "100", gives="amount")
    subscription = bought(plan_of(store, "100.00"), code=code, contents={pot: 1})
    assert totals_of(subscription) == [300]
    promised = discount_of(subscription)
    assert [promised.value, promised.a_piece] == [25, False]


def test_an_amount_of_more_than_the_plan_costs_leaves_nothing_below_nothing() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "80.00"), code=three_times(store, "100", gives="amount"))
    assert totals_of(subscription) == [0]
    assert discount_of(subscription).value == 100


def test_two_plans_have_a_discount_each() -> None:
    store = make_store()
    bought(plan_of(store, "100.00"), plan_of(store, "300.00"), code=three_times(store))
    assert [each.used for each in SubscriptionDiscount.objects.all()] == [1, 1]


def test_a_fee_to_begin_is_paid_in_full() -> None:
    store = make_store()
    plan = plan_of(store, "200.00", setup_fee=Decimal(99))
    assert totals_of(bought(plan, code=code_of(store, "100"))) == [99]


def test_a_trial_costs_nothing_and_uses_up_nothing() -> None:
    store = make_store()
    code = three_times(store)
    subscription = bought(plan_of(store, "200.00", trial_days=14), code=code)
    promised = discount_of(subscription)
    assert totals_of(subscription) == [0]
    assert (promised.used, promised.runs) == (0, True)
    (told,) = told_on(subscription)
    assert len(told) == 1


def test_a_part_of_a_period_has_that_part_of_the_discount() -> None:
    """By the calendar: 10 of the 31 days of January."""
    store = make_store(prices_include_vat=False)
    plan = plan_of(store, "310.00", alignment=Alignment.CALENDAR)
    subscription = bought(plan, code=code_of(store, "62", gives="amount"), on="2026-01-22")
    line = invoices_of(subscription)[0].lines.get(kind="item")
    assert [line.unit_price, line.discount, line.net] == [100, 20, 80]


def test_who_owes_no_vat_has_the_discount_without_it_too() -> None:
    store = make_store()
    code = code_of(store, "50", gives="amount")
    subscription = bought(
        plan_of(store, "250.00", item_type=ItemType.PHYSICAL, stock=5), code=code,
        to=buyer(country="US", postal_code="10001"),
    )  # fmt: skip
    assert totals_of(subscription) == [160]


def test_what_a_plan_costs_counts_towards_the_sum_that_an_offer_wants() -> None:
    store = make_store()
    code = code_of(store, minimum=Decimal(200))
    assert totals_of(bought(plan_of(store, "200.00"), code=code)) == [160]
    other = code_of(store, minimum=Decimal("200.01"), code="MER")
    cart = cart_with(plan_of(store, "200.00"), code=other)
    priced = price_cart(
        cart=cart, store=store, parties=anyone_at_home(store, on_date=day(BEGUN)),
        on_date=day(BEGUN),
    )  # fmt: skip
    assert "from a sum of" in priced.code_problem


def test_free_shipping_is_promised_to_what_is_sent() -> None:
    store = make_store()
    make_method(store=store, zone=make_zone("SE", store=store))
    code = three_times(store, "0", gives="shipping")
    box = plan_of(store, "200.00", item_type=ItemType.PHYSICAL, stock=5)
    subscription = bought(box, code=code)
    assert totals_of(subscription) == [200]
    assert discount_of(subscription).ships_free
    bought(plan_of(store, "90.00"), code=code)
    assert SubscriptionDiscount.objects.count() == 1


def test_another_promise_than_was_read_is_asked_again() -> None:
    store = make_store()
    code = three_times(store)
    cart = cart_with(plan_of(store, "200.00"), code=code)
    priced = price_cart(
        cart=cart, store=store, parties=anyone_at_home(store, on_date=day(BEGUN)),
        on_date=day(BEGUN),
    )  # fmt: skip
    agreed = Agreed(total=str(priced.total.gross), plans=told_plans(priced))
    code.offer.times = 2
    code.offer.save()
    with pytest.raises(ValidationError) as refused:
        place_order(cart=cart, buyer=buyer(), now=at(BEGUN), agreed=agreed)
    assert "terms of a subscription have changed" in str(refused.value)


def test_what_is_kept_while_somebody_pays_has_the_promise_whole() -> None:
    store = make_store()
    cart = cart_with(plan_of(store, "199.00"), code=three_times(store, "12.50"))
    priced = price_cart(
        cart=cart, store=store, parties=anyone_at_home(store, on_date=day(BEGUN)),
        on_date=day(BEGUN),
    )  # fmt: skip
    order = PendingOrder(cart=cart)
    order.fill(buyer=buyer(), lines=priced.lines, plans=priced.plans)
    (kept,) = order.first_days()
    assert [kept] == list(priced.plans)
    assert kept.promise is not None


def test_what_was_promised_stays_when_the_offer_is_changed_or_switched_off() -> None:
    store = make_store()
    code = for_ever(store)
    subscription = bought(plan_of(store, "200.00"), code=code)
    code.offer.value, code.offer.lasts, code.offer.active = Decimal(5), "once", False
    code.offer.name, code.offer.ends_on = "Annat", day("2026-01-02")
    code.offer.save()
    promised = discount_of(subscription)
    assert [promised.value, promised.covers, promised.name] == [20, None, "Välkommen"]
