"""VAT rates that change while a subscription runs: food in Sweden is 12 %, from April 2026 6 %."""

from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import When, preview
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import PriceNotice
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.repricing.effect import effect_of
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    invoices_of,
    plan_of,
    run,
    subscribe,
)
from tests.commerce.subscriptions.repricing.making import changed, tell, terms
from tests.factories import make_store

pytestmark = pytest.mark.django_db


@pytest.fixture
def passing() -> Store:
    """Its prices have VAT in them, and follow the rate."""
    return make_store(prices_include_vat=True, kept_at_rate_change="net")


def taxed(invoice: Invoice) -> tuple[Decimal, Decimal, Decimal]:
    line = invoice.lines.get()
    return line.gross, line.vat_rate, line.vat


def test_one_subscription_is_renewed_at_12_then_6_then_12_percent() -> None:
    store = make_store(prices_include_vat=True)
    SubscriptionRules.objects.create(store=store, longest_pause_days=0)
    food = plan_of(store, "49.00", unit=Unit.DAY, vat_class="food")
    subscription = subscribe(food, "2026-03-31")
    run("2026-04-01", store=store)
    pause(subscription=subscription, by=BY, now=at("2026-04-01"), until=day("2028-01-01"))
    run("2026-04-02", store=store)
    run("2028-01-01", store=store)
    assert [taxed(each) for each in invoices_of(subscription)] == [
        (Decimal(49), Decimal(12), Decimal("5.25")),
        (Decimal(49), Decimal(6), Decimal("2.77")),
        (Decimal(49), Decimal(12), Decimal("5.25")),
    ]


def test_a_period_of_march_that_is_credited_in_may_has_the_rate_of_march() -> None:
    store = make_store(prices_include_vat=True)
    subscription = subscribe(plan_of(store, "49.00", vat_class="food"), "2026-03-01")
    run("2026-05-01", store=store)
    march = invoices_of(subscription)[0]
    note = credit_all(invoice=march, reason="Fel", by=BY, now=at("2026-05-10"))
    assert (note.total, note.vat) == (Decimal(-49), Decimal("-5.25"))
    assert {line.line.vat_rate for line in note.lines.all()} == {Decimal(12)}


def test_freight_is_what_it_was_said_to_be_whenever_the_plan_was_priced(passing: Store) -> None:
    """The plan is of 2025, at 12 %; the freight of 49 is agreed to in May, at 6 %."""
    box = plan_of(passing, "49.00", vat_class="food", item_type=ItemType.PHYSICAL)
    subscription = subscribe(box, "2026-05-01", freight=Decimal("49.00"), shipping_name="Post")
    foretold = ahead(subscription, today=day("2026-05-01")).invoices[0]
    run("2026-06-01", store=passing)
    for invoice in invoices_of(subscription):
        assert [line.gross for line in invoice.lines.all()] == [Decimal("46.38"), Decimal("49.00")]
    assert foretold.total.gross == Decimal("95.38")
    wish = Wish(line=subscription.lines.get(), quantity=2)
    shown = preview(
        subscription=subscription, wishes=[wish], now=at("2026-06-02"), when=When.PERIOD_END
    )
    assert shown.then.gross == 2 * Decimal("46.38") + Decimal("49.00")


def test_freight_follows_the_rate_from_the_day_on_which_it_was_agreed_to(passing: Store) -> None:
    box = plan_of(passing, "49.00", vat_class="food", item_type=ItemType.PHYSICAL)
    subscription = subscribe(box, "2026-03-01", freight=Decimal("49.00"), shipping_name="Post")
    run("2026-04-01", store=passing)
    totals = [each.total for each in invoices_of(subscription)]
    assert totals == [Decimal("98.00"), 2 * Decimal("46.38")]


def test_ten_percent_more_is_of_what_is_paid_now_and_not_of_what_was_once_stated(
    passing: Store,
) -> None:
    food = plan_of(passing, "49.00", vat_class="food")
    subscription = subscribe(food, "2026-02-01")
    run("2026-05-01", store=passing)
    assert invoices_of(subscription)[-1].total == Decimal("46.38")
    asked: dict[str, Any] = {"percent": "10", "applies_from": "2026-07-01"}
    effect = effect_of(terms(food, **asked), today=day("2026-05-10"))
    # 46.38 and 51.02, without 6 % VAT.
    assert (effect.before, effect.after) == (Decimal("43.75"), Decimal("48.13"))
    changed(food, on="2026-05-10", **asked)
    tell("2026-05-10")
    notice = PriceNotice.objects.get()
    assert (notice.before, notice.after) == (Decimal("46.38"), Decimal("51.02"))
    run("2026-08-01", store=passing)
    totals = [each.total for each in invoices_of(subscription)]
    assert totals[-3:] == [Decimal("46.38"), Decimal("51.02"), Decimal("51.02")]
