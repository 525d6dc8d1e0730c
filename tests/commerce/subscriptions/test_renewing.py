"""The renewal run: who is due, what is billed, and that nothing is billed twice or left out."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.catalogue.stock import TooFew
from tamio.commerce.fulfilment.models import AwaitedShipment
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.models import Period, PeriodKind, Status, Subscription
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.renewing import StaleRead, renew
from tamio.commerce.subscriptions.running import renew_due
from tamio.commerce.subscriptions.whole import whole
from tamio.outbox.destinations import Destination, declared
from tamio.outbox.models import Delivery
from tests.commerce.subscriptions.making import (
    at,
    day,
    invoices_of,
    lines_of,
    net_store,
    plan_of,
    read,
    run,
    spans_of,
    subscribe,
)
from tests.factories import make_store

pytestmark = pytest.mark.django_db


def test_a_month_is_billed_in_advance_and_renewed_on_its_day() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    assert run("2026-02-27", store=store).billed == 0
    assert run("2026-02-28", store=store).billed == 1
    assert run("2026-03-31", store=store).billed == 1
    assert spans_of(subscription) == [
        ("2026-01-31", "2026-02-28"),
        ("2026-02-28", "2026-03-31"),
        ("2026-03-31", "2026-04-30"),
    ]
    found = read(subscription)
    assert found.anchor == date(2026, 1, 31)
    assert found.next_invoice_on == date(2026, 4, 30)


def test_a_renewal_is_an_invoice_like_any_other_with_its_days_on_the_line() -> None:
    store = net_store()
    heard = Destination(name="heard", hears=("invoice.issued",), deliver="nobody.nowhere")
    with declared(heard):
        subscription = subscribe(plan_of(store, "199.00"), "2026-01-31", quantity=3)
        run("2026-02-28", store=store)
    first, second = invoices_of(subscription)
    line = second.lines.get()
    assert (second.number, second.net, second.total) == (1002, Decimal(597), Decimal("746.25"))
    assert (line.quantity, line.unit_price) == (Decimal(3), Decimal(199))
    assert (line.period_start, line.period_end) == (date(2026, 2, 28), date(2026, 3, 31))
    assert line.period_last == date(2026, 3, 30)
    assert second.invoice_date == date(2026, 2, 28)
    told = Delivery.objects.filter(destination="heard").values_list("subject_id", flat=True)
    assert set(told) == {first.pk, second.pk}
    assert second.payments.get().due_date == date(2026, 3, 30)


def test_running_twice_and_ten_times_bills_nothing_twice() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    for _time in range(10):
        run("2026-03-31", store=store)
    assert len(invoices_of(subscription)) == 3


def test_an_outage_of_forty_days_is_made_up_for_each_period_with_its_own_days() -> None:
    store = net_store()
    weekly = subscribe(plan_of(store, unit=Unit.WEEK), "2026-01-05")
    monthly = subscribe(plan_of(store), "2026-01-05")
    daily = subscribe(plan_of(store, unit=Unit.DAY), "2026-01-05")
    run("2026-02-14", store=store)
    assert len(spans_of(weekly)) == 6
    assert spans_of(monthly) == [("2026-01-05", "2026-02-05"), ("2026-02-05", "2026-03-05")]
    assert len(spans_of(daily)) == 41
    late = invoices_of(weekly)[1:]
    assert {invoice.invoice_date for invoice in late} == {date(2026, 2, 14)}
    assert len({line.period_start for each in late for line in each.lines.all()}) == 5


ZONES = ["Europe/Stockholm", "Asia/Kolkata", "America/Bogota", "Pacific/Kiritimati"]


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("first", ["2026-03-28", "2026-10-24"])
def test_at_every_hour_around_a_change_of_the_clock_a_day_is_billed_once(
    zone: str, first: str
) -> None:
    store = net_store(time_zone=zone)
    before = (day(first) - timedelta(days=2)).isoformat()
    subscription = subscribe(plan_of(store, unit=Unit.DAY), before)
    for hour in range(-24, 96):
        renew_due(now=at(first, 0, zone="UTC") + timedelta(hours=hour), stores=[store])
    starts = [each.period_start for each in subscription.periods.all()]
    assert starts == [day(before) + timedelta(days=n) for n in range(len(starts))]
    last_instant = at(first, 0, zone="UTC") + timedelta(hours=95)
    assert starts[-1] == store.date_of(last_instant)


def test_a_change_of_the_stores_zone_bills_nothing_twice() -> None:
    store = net_store(time_zone="UTC")
    subscription = subscribe(plan_of(store, unit=Unit.DAY), "2026-05-30")
    renew_due(now=at("2026-05-31", 1, zone="UTC"), stores=[store])
    store.time_zone = "America/Bogota"
    store.save()
    renew_due(now=at("2026-05-31", 2, zone="UTC"), stores=[store])
    assert len(spans_of(subscription)) == 2


def test_the_day_begins_first_where_the_sun_rises_first() -> None:
    store = net_store()
    Store.objects.filter(pk=store.pk).update(time_zone="Pacific/Kiritimati")
    store.refresh_from_db()
    subscribe(plan_of(store), "2026-01-15")
    assert renew_due(now=at("2026-02-14", 9, zone="UTC")).billed == 0
    assert renew_due(now=at("2026-02-14", 10, zone="UTC")).billed == 1


def test_a_store_whose_clock_was_moved_renews_by_its_own() -> None:
    store = net_store()
    subscribe(plan_of(store), "2026-01-15")
    Store.objects.filter(pk=store.pk).update(is_sandbox=True, clock_ahead=timedelta(days=31))
    assert renew_due(now=at("2026-01-15")).billed == 1


def test_stores_that_have_nothing_due_cost_one_query_together() -> None:
    for slug in ("a", "b", "c"):
        subscribe(plan_of(net_store(slug=slug)), "2026-01-15")
    with CaptureQueriesContext(connection) as queries:
        assert renew_due(now=at("2026-02-13")).billed == 0
    assert len(queries) == 1


def test_what_has_been_read_before_somebody_else_changed_it_is_not_billed() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    old = whole(Subscription.objects.filter(pk=subscription.pk)).get()
    run("2026-02-28", store=store)
    with pytest.raises(StaleRead), transaction.atomic():
        renew(old, now=at("2026-02-28"))
    assert len(invoices_of(subscription)) == 2


def test_the_database_refuses_a_period_that_is_there() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-31")
    again = Period(
        subscription=subscription,
        kind=PeriodKind.START,
        period_start=day("2026-01-31"),
        period_end=day("2026-02-28"),
        at=at("2026-01-31"),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_the_database_keeps_periods_as_they_were_written() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-31")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        subscription.periods.update(period_end=day("2026-03-31"))


def test_a_trial_is_billed_when_it_ends_and_its_end_is_the_anchor() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, trial_days=30), "2026-03-01")
    assert read(subscription).status == Status.TRIALING
    assert invoices_of(subscription) == []
    run("2026-03-30", store=store)
    assert invoices_of(subscription) == []
    run("2026-03-31", store=store)
    found = read(subscription)
    assert (found.status, found.anchor) == (Status.ACTIVE, date(2026, 3, 31))
    assert spans_of(subscription) == [("2026-03-01", "2026-03-31"), ("2026-03-31", "2026-04-30")]


def test_a_fee_to_begin_is_billed_at_once_also_with_a_trial() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, trial_days=30, setup_fee=Decimal(50)), "2026-03-01")
    (first,) = invoices_of(subscription)
    assert first.net == 50
    assert first.lines.get().kind == "fee"


def test_by_the_calendar_the_first_days_cost_their_part() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, "310.00", alignment="calendar"), "2026-01-22")
    run("2026-02-01", store=store)
    first, second = invoices_of(subscription)
    assert (first.net, second.net) == (Decimal(100), Decimal(310))
    assert spans_of(subscription) == [("2026-01-22", "2026-02-01"), ("2026-02-01", "2026-03-01")]


def test_goods_of_the_calendar_cost_the_whole_and_are_to_be_shipped() -> None:
    store = net_store()
    plan = plan_of(store, "310.00", item_type=ItemType.PHYSICAL, alignment="calendar", stock=10)
    subscription = subscribe(plan, "2026-01-22", freight=Decimal(49), shipping_name="Posten")
    run("2026-02-01", store=store)
    first, second = invoices_of(subscription)
    assert [net for _told, net in lines_of(first)] == [310, 49]
    assert lines_of(second)[1] == ("Posten", Decimal(49))
    assert AwaitedShipment.objects.filter(invoice__in=[first, second]).count() == 2
    plan.variant.refresh_from_db()
    assert plan.variant.stock == 8


def test_what_cannot_be_sent_is_parked_visibly_and_billed_when_it_can() -> None:
    store = net_store()
    short = plan_of(store, item_type=ItemType.PHYSICAL, stock=1)
    subscription = subscribe(short, "2026-01-31")
    other = subscribe(plan_of(store), "2026-01-31")
    tally = run("2026-02-28", store=store)
    assert (tally.billed, tally.parked) == (1, 1)
    assert len(invoices_of(other)) == 2
    found = read(subscription)
    assert "0" in found.problem
    assert found.next_invoice_on == date(2026, 2, 28)
    short.variant.stock = 5
    short.variant.save()
    assert run("2026-03-01", store=store).billed == 1
    assert read(subscription).problem == ""
    with pytest.raises(TooFew):
        subscribe(plan_of(store, item_type=ItemType.PHYSICAL, stock=0), "2026-03-01")


def test_a_fixed_number_of_periods_runs_out() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store, max_cycles=3), "2026-01-31")
    run("2026-12-31", store=store)
    found = read(subscription)
    assert len(spans_of(subscription)) == 3
    assert (found.status, found.next_invoice_on) == (Status.EXPIRED, None)


def test_one_bought_for_a_day_to_come_begins_on_that_day() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-10", starts_on=day("2026-01-31"))
    assert (read(subscription).status, invoices_of(subscription)) == (Status.PENDING, [])
    run("2026-01-31", store=store)
    assert spans_of(subscription) == [("2026-01-31", "2026-02-28")]
    assert read(subscription).status == Status.ACTIVE


def test_the_last_day_of_the_month_is_a_choice_of_the_31st() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-02-28", anchor=day("2026-01-31"))
    run("2026-04-30", store=store)
    assert spans_of(subscription) == [
        ("2026-02-28", "2026-03-31"),
        ("2026-03-31", "2026-04-30"),
        ("2026-04-30", "2026-05-31"),
    ]


def test_the_vat_is_that_of_the_day_on_which_the_period_begins() -> None:
    store = make_store(prices_include_vat=True)
    food = plan_of(store, "49.00", unit=Unit.DAY, vat_class="food", item_type=ItemType.PHYSICAL)
    subscription = subscribe(food, "2026-03-31")
    run("2026-04-01", store=store)
    later = subscribe(food, "2028-01-01")
    rates = [invoice.lines.get().vat_rate for invoice in invoices_of(subscription)]
    assert rates == [12, 6]
    assert {invoice.total for invoice in invoices_of(subscription)} == {Decimal(49)}
    assert invoices_of(later)[0].lines.get().vat_rate == 12


def test_a_store_that_passes_vat_changes_on_keeps_the_price_without_vat() -> None:
    store = make_store(prices_include_vat=True, kept_at_rate_change="net")
    food = plan_of(store, "49.00", unit=Unit.DAY, vat_class="food", item_type=ItemType.PHYSICAL,
                   on="2026-03-01")  # fmt: skip
    subscription = subscribe(food, "2026-03-31")
    run("2026-04-01", store=store)
    assert [each.total for each in invoices_of(subscription)] == [Decimal(49), Decimal("46.38")]


def test_a_store_that_renews_nothing_bills_nothing_until_it_does() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    rules = SubscriptionRules.objects.create(store=store, renewals_on=False)
    assert run("2026-02-28").billed == 0
    rules.renewals_on = True
    rules.save()
    assert run("2026-02-28").billed == 1
    assert len(invoices_of(subscription)) == 2


def test_what_costs_nothing_is_an_invoice_with_nothing_to_pay() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-31", price="0.00")
    (first,) = invoices_of(subscription)
    assert first.total == 0
    assert first.payments.get().standing == "nothing"


def test_a_cursor_more_than_three_years_back_waits_for_a_person() -> None:
    store = net_store()
    subscription = subscribe(plan_of(store), "2022-01-31")
    tally = run("2026-01-31", store=store)
    assert (tally.billed, tally.parked) == (0, 1)
    assert read(subscription).problem


def test_a_run_can_be_told_to_stop_and_the_next_one_goes_on() -> None:
    store = net_store()
    plan = plan_of(store)
    for _each in range(5):
        subscribe(plan, "2026-01-31")
    assert renew_due(now=at("2026-02-28"), stores=[store], most=2).billed == 2
    assert renew_due(now=at("2026-02-28"), stores=[store], stopping=lambda: True).billed == 0
    assert run("2026-02-28", store=store).billed == 3
