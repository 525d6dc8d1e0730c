"""Renewals with a discount: as often as was promised, and as the checkout would write it."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.offers.models import OfferCode
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.coming import coming
from tamio.commerce.subscriptions.discounts.ending import end_discount
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import DiscountUse, SubscriptionDiscount
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.vat.rates import VatClass
from tests.commerce.shipping.making import make_method, make_zone
from tests.commerce.subscriptions.discounts.making import (
    bought,
    code_of,
    discount_of,
    for_ever,
    off_of,
    three_times,
    told_on,
    totals_of,
)
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    plan_of,
    run,
    spans_of,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (code_of, [160, 200, 200, 200, 200]),
        (three_times, [160, 160, 160, 200, 200]),
        (for_ever, [160, 160, 160, 160, 160]),
    ],
)
def test_so_many_charges_have_it_as_the_offer_says(make: object, expected: list[int]) -> None:
    store = make_store()
    code: OfferCode = make(store)  # type: ignore[operator]
    subscription = bought(plan_of(store, "200.00"), code=code)
    run("2026-05-01", store=store)
    assert totals_of(subscription) == expected


def test_a_renewal_says_which_of_its_charges_it_is() -> None:
    store = make_store()
    subscription = bought(plan_of(store), code=three_times(store))
    run("2026-04-01", store=store)
    assert told_on(subscription) == [
        ["Rabatt: Välkommen (NYTT)"],
        ["Rabatt: Välkommen (NYTT), 2 av 3"],
        ["Rabatt: Välkommen (NYTT), 3 av 3"],
        [],
    ]


def test_the_line_is_written_as_at_the_checkout() -> None:
    store = make_store()
    subscription = bought(
        plan_of(store, "49.90", vat_class=VatClass.FOOD), code=for_ever(store, "15"), quantity=3
    )
    run("2026-02-01", store=store)
    first, second = [
        [
            (line.unit_price, line.quantity, line.discount, line.discount_percent, line.vat_rate,
             line.net, line.vat, line.product_id, line.description)
            for line in invoice.lines.filter(kind="item")
        ]
        for invoice in invoices_of(subscription)
    ]  # fmt: skip
    assert first == second


def test_an_amount_stays_the_same_when_the_vat_rate_does_not() -> None:
    """Food goes from 12 to 6 % on 2026-04-01, and this store passes that on."""
    store = make_store(kept_at_rate_change="net")
    plan = plan_of(store, "112.00", vat_class=VatClass.FOOD)
    subscription = bought(plan, code=for_ever(store, "12", gives="amount"))
    run("2026-04-01", store=store)
    assert totals_of(subscription) == [100, 100, 100, 94]


def test_run_twice_and_late_it_counts_each_charge_once() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    for _time in range(2):
        run("2026-06-01", store=store)
    assert totals_of(subscription) == [160, 160, 160, 200, 200, 200]
    numbers = DiscountUse.objects.order_by("number").values_list("number", "period__period_start")
    assert list(numbers) == [
        (1, day("2026-01-01")), (2, day("2026-02-01")), (3, day("2026-03-01"))
    ]  # fmt: skip
    assert not discount_of(subscription).runs


def test_many_are_billed_together_as_each_alone() -> None:
    store = make_store()
    plan, code = plan_of(store, "200.00"), three_times(store)
    subscriptions = [bought(plan, code=code) for _each in range(3)]
    subscriptions.append(bought(plan))
    run("2026-04-01", store=store)
    assert [totals_of(each) for each in subscriptions] == [
        [160, 160, 160, 200], [160, 160, 160, 200], [160, 160, 160, 200], [200, 200, 200, 200],
    ]  # fmt: skip


def test_discounts_cost_no_more_queries_for_many_than_for_few() -> None:
    asked = {}
    for many in (2, 6):
        for discounted in (True, False):
            store = make_store()
            plan, code = plan_of(store, "200.00"), three_times(store)
            for _each in range(many):
                bought(plan, code=code if discounted else None)
            with CaptureQueriesContext(connection) as captured:
                run("2026-02-01", store=store)
            asked[many, discounted] = len(captured)
    more = {many: asked[many, True] - asked[many, False] for many in (2, 6)}
    assert more == {2: 3, 6: 3}


def test_the_database_counts_no_charge_and_no_number_twice() -> None:
    store = make_store()
    subscription = bought(plan_of(store), code=for_ever(store))
    run("2026-02-01", store=store)
    first, second = DiscountUse.objects.order_by("number")
    for number, period in ((2, first.period), (3, second.period)):
        with pytest.raises(IntegrityError), transaction.atomic():
            DiscountUse.objects.create(
                discount=first.discount, period=period, number=number, at=at("2026-02-02")
            )
    promised = SubscriptionDiscount.objects.filter(subscription=subscription)
    with pytest.raises(IntegrityError), transaction.atomic():
        promised.update(covers=1)


def test_after_a_trial_the_first_charges_that_are_paid_have_it() -> None:
    store = make_store()
    plan = plan_of(store, "200.00", trial_days=14, setup_fee=Decimal(50))
    subscription = bought(plan, code=three_times(store))
    run("2026-04-15", store=store)
    assert totals_of(subscription) == [50, 160, 160, 160, 200]


def test_a_pause_uses_up_nothing() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    pause(subscription=subscription, by=BY, now=at("2026-01-10"), until=day("2026-04-01"))
    run("2026-06-01", store=store)
    begun = [starts for starts, _ends in spans_of(subscription)]
    assert begun == ["2026-01-01", "2026-04-01", "2026-05-01", "2026-06-01"]
    assert totals_of(subscription) == [160, 160, 160, 200]


def test_cancelled_and_taken_back_it_goes_on() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    cancel(subscription=subscription, by=BY, now=at("2026-01-10"))
    uncancel(subscription=subscription, by=BY, now=at("2026-01-20"))
    run("2026-04-01", store=store)
    assert totals_of(subscription) == [160, 160, 160, 200]


def test_crediting_an_invoice_gives_no_charge_back() -> None:
    """What was had was had: a store that wants to give more makes another code."""
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    run("2026-02-01", store=store)
    credit_all(invoice=invoices_of(subscription)[1], reason="Kulans", by=BY, now=at("2026-02-02"))
    run("2026-04-01", store=store)
    assert totals_of(subscription) == [160, 160, 160, 200]


def test_ended_by_the_merchant_the_next_charge_is_whole_and_what_was_due_is_not() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=for_ever(store))
    end_discount(subscription=subscription, by=BY, now=at("2026-02-10"))
    run("2026-03-01", store=store)
    assert totals_of(subscription) == [160, 160, 200]
    assert discount_of(subscription).ended_at == at("2026-02-10")


def test_free_shipping_is_told_with_its_way_and_then_paid() -> None:
    store = make_store()
    make_method(store=store, zone=make_zone("SE", store=store))
    box = plan_of(store, "200.00", item_type=ItemType.PHYSICAL, stock=9)
    subscription = bought(box, code=code_of(store, "0", gives="shipping", lasts="times", times=2))
    run("2026-03-01", store=store)
    first, second, third = totals_of(subscription)
    assert [first, second] == [200, 200]
    assert third == 200 + subscription.freight > 200
    way, told = told_on(subscription)[1]
    assert (way, told) == (subscription.shipping_name, "Rabatt: Välkommen (NYTT), 2 av 2")


def test_a_month_for_nothing_is_an_invoice_of_nothing() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=code_of(store, "100"))
    run("2026-02-01", store=store)
    assert totals_of(subscription) == [0, 200]


def test_what_is_coming_has_it_as_long_as_it_lasts() -> None:
    store = make_store()
    subscription = bought(plan_of(store, "200.00"), code=three_times(store))
    foretold = ahead(subscription, today=day("2026-01-02"))
    assert [each.total.gross for each in foretold.invoices][:4] == [160, 160, 200, 200]
    assert foretold.invoices[1].lines[-1].description == "Rabatt: Välkommen (NYTT), 3 av 3"
    run("2026-03-01", store=store)
    following = coming(subscription)
    assert following is not None
    assert following.total.gross == 200
    assert off_of(subscription) == [40, 40, 40]
