"""One letter a customer, and none twice; the run applies what was told; it can be called off."""

from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.audit.models import Change
from tamio.commerce.subscriptions.ahead import ahead
from tamio.commerce.subscriptions.changing import change as change_it
from tamio.commerce.subscriptions.coming import coming
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.models import PriceChange, PriceNotice, SubscriptionEvent
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.repricing import telling
from tamio.commerce.subscriptions.repricing.applying import reprice_together
from tamio.commerce.subscriptions.repricing.planning import call_off
from tamio.commerce.subscriptions.whole import whole
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import (
    BY,
    at,
    day,
    net_store,
    plan_of,
    read,
    run,
    subscribe,
)
from tests.commerce.subscriptions.repricing.making import (
    changed,
    customer,
    letters,
    prices_of,
    tell,
)

pytestmark = pytest.mark.django_db


def test_a_customer_gets_one_letter_of_all_that_changes() -> None:
    store = net_store()
    plan = plan_of(store)
    kim = customer(store, "kim")
    first, second = (subscribe(plan, customer=kim, language="en") for _each in range(2))
    change = changed(plan)
    tell()
    tell()
    (letter,) = letters(store)
    assert letter.recipient == "kim@example.com"
    text = letter.text.replace("\N{NO-BREAK SPACE}", " ")
    for said in ("SEK 199.00", "SEK 219.00", "March 1, 2026", "right to cancel",
                 str(first.number), str(second.number)):  # fmt: skip
        assert said in text
    assert PriceChange.objects.get(pk=change.pk).told_at is not None


def test_the_letter_speaks_the_customers_language() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan, customer=customer(store, "kim"), language="sv")
    changed(plan)
    tell()
    assert "Nytt pris" in letters(store)[0].subject
    assert "1 mars 2026" in letters(store)[0].text


def test_the_run_applies_it_with_the_period_and_not_before() -> None:
    store = net_store()
    made = subscribe(plan_of(store), customer=customer(store, "kim"))
    changed(made.lines.get().version.plan)
    tell()
    for on in ("2026-02-01", "2026-03-01", "2026-03-01", "2026-04-01"):
        run(on, store=store)
    assert prices_of(made) == [
        ("2026-01-01", 199), ("2026-02-01", 199), ("2026-03-01", 219), ("2026-04-01", 219),
    ]  # fmt: skip
    line = made.lines.get(ends=None)
    assert line.price == 219
    assert line.priced_on == line.starts == day("2026-03-01")
    assert PriceNotice.objects.get().done_at is not None


def test_it_is_applied_after_an_outage_to_the_periods_that_it_is_for() -> None:
    store = net_store()
    made = subscribe(plan_of(store))
    changed(made.lines.get().version.plan)
    tell()
    run("2026-05-10", store=store)
    assert [price for _on, price in prices_of(made)] == [199, 199, 219, 219, 219]


def test_many_new_prices_begin_together() -> None:
    store = net_store()
    plan = plan_of(store)
    made = [subscribe(plan, customer=customer(store, f"kim{number}")) for number in range(6)]
    changed(plan)
    tell()
    more, gone = made[4], made[5]
    change_it(subscription=more, wishes=[Wish(line=more.lines.get(), price=Decimal(150))], by=BY,
              now=at("2026-01-20"))  # fmt: skip
    cancel(subscription=gone, by=BY, now=at("2026-02-20"))
    run("2026-02-01", store=store)
    with CaptureQueriesContext(connection) as asked:
        run("2026-04-01", store=store)
    assert [[price for _on, price in prices_of(each)][2:] for each in made] == [
        [219, 219], [219, 219], [219, 219], [219, 219], [150, 150], [],
    ]  # fmt: skip
    notices = PriceNotice.objects.order_by("subscription")
    assert [each.done_at is not None for each in notices] == [True] * 4 + [False] * 2
    assert notices[4].dropped_at is not None
    assert sum("UPDATE" in each["sql"] and "pricenotice" in each["sql"]
               for each in asked.captured_queries) <= 4  # fmt: skip


def test_what_was_called_off_in_between_does_not_begin() -> None:
    store = net_store()
    plan = plan_of(store)
    for number in range(2):
        subscribe(plan, customer=customer(store, f"kim{number}"))
    change = changed(plan)
    tell()
    run("2026-02-01", store=store)
    found = list(whole(store.subscriptions.all()))
    call_off(change=change, by=BY, now=at("2026-02-20"))
    reprice_together(found, now=at("2026-03-01"))
    assert PriceNotice.objects.filter(done_at__isnull=False).count() == 0
    assert not any(line.price for each in found for line in each.lines.all())


def test_a_pause_that_ends_after_it_ends_at_the_new_price() -> None:
    store = net_store()
    made = subscribe(plan_of(store))
    pause(subscription=made, by=BY, now=at("2026-01-05"), until=day("2026-03-10"))
    run("2026-02-01", store=store)
    changed(made.lines.get().version.plan, on="2026-02-01", applies_from="2026-03-05")
    tell("2026-02-01")
    told = ahead(made, today=day("2026-02-01")).invoices
    assert (told[0].span.start, int(told[0].total.net)) == (day("2026-03-10"), 219)
    run("2026-03-10", store=store)
    assert prices_of(made)[-1] == ("2026-03-10", 219)


def test_what_is_foretold_knows_it() -> None:
    store = net_store()
    made = subscribe(plan_of(store), "2026-01-05")
    changed(made.lines.get().version.plan)
    tell()
    told = ahead(made, today=day("2026-01-10")).invoices
    assert [each.total.net for each in told[:4]] == [199, 219, 219, 219]
    run("2026-02-05", store=store)
    found = coming(made)
    assert found is not None
    assert found.on == day("2026-03-05")
    assert found.total.net == 219


def test_whoever_left_meanwhile_gets_nothing() -> None:
    store = net_store()
    plan = plan_of(store)
    stays = subscribe(plan, customer=customer(store, "kim"))
    leaves = subscribe(plan, customer=customer(store, "robin"))
    changed(plan)
    cancel(subscription=leaves, by="customer", now=at("2026-01-10"))
    tell()
    assert [each.recipient for each in letters(store)] == ["kim@example.com"]
    assert list(PriceNotice.objects.values_list("subscription", flat=True)) == [stays.pk]


def test_whoever_leaves_after_the_letter_never_pays_it() -> None:
    store = net_store()
    made = subscribe(plan_of(store))
    changed(made.lines.get().version.plan)
    tell()
    run("2026-02-01", store=store)
    cancel(subscription=made, by="customer", now=at("2026-02-28"))
    run("2026-03-02", store=store)
    assert [price for _on, price in prices_of(made)] == [199, 199]


def test_whoever_came_after_it_was_made_keeps_what_they_agreed_to() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan, customer=customer(store, "kim"))
    changed(plan)
    late = subscribe(plan, "2026-01-10", customer=customer(store, "robin"))
    tell()
    assert not late.price_notices.exists()


def test_another_number_meanwhile_keeps_the_new_price_and_another_price_does_not() -> None:
    store = net_store()
    plan = plan_of(store)
    more, own = subscribe(plan), subscribe(plan)
    changed(plan)
    tell()
    for made, wish in ((more, {"quantity": 2}), (own, {"price": Decimal(150)})):
        given: dict[str, Any] = wish
        change_it(subscription=made, wishes=[Wish(line=made.lines.get(), **given)], by=BY,
                  now=at("2026-01-20"))  # fmt: skip
    run("2026-03-01", store=store)
    assert prices_of(more)[-1] == ("2026-03-01", 438)
    assert prices_of(own)[-1] == ("2026-03-01", 150)
    assert own.price_notices.get().dropped_at is not None


def test_killed_anywhere_it_goes_on_with_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    store = net_store()
    plan = plan_of(store)
    for number in range(7):
        subscribe(plan, customer=customer(store, f"kim{number}"))
    change = changed(plan)
    monkeypatch.setattr(telling, "_TOGETHER", 2)
    real, calls = telling._tell, []

    def dies(*given: Any, **said: Any) -> None:
        calls.append(given)
        if len(calls) == 4:
            raise KeyboardInterrupt
        real(*given, **said)

    monkeypatch.setattr(telling, "_tell", dies)
    with pytest.raises(KeyboardInterrupt):
        tell()
    assert len(letters(store)) == 2
    tell()
    assert sorted(each.recipient for each in letters(store)) == [
        f"kim{number}@example.com" for number in range(7)
    ]
    assert PriceNotice.objects.filter(change=change).count() == 7


def test_told_by_two_workers_nobody_is_told_twice() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan, customer=customer(store, "kim"))
    change = changed(plan)
    assert telling.tell_some(change.pk, now=at("2026-01-10"))
    assert not telling.tell_some(change.pk, now=at("2026-01-10"))
    assert not telling.tell_some(change.pk, now=at("2026-01-10"))
    assert len(letters(store)) == 1


def test_called_off_nobody_pays_it_and_who_was_told_is_told_that() -> None:
    store = net_store()
    plan = plan_of(store)
    made = subscribe(plan, customer=customer(store, "kim"), language="en")
    change = changed(plan)
    tell()
    assert call_off(change=change, by=BY, now=at("2026-02-10")) == 1
    tell("2026-02-10")
    tell("2026-02-10")
    run("2026-04-01", store=store)
    assert [price for _on, price in prices_of(made)] == [199, 199, 199, 199]
    _first, second = letters(store)
    assert "The price stays as it is" in second.subject
    told = SubscriptionEvent.objects.filter(subscription=made).values_list("what", flat=True)
    assert [each for each in told if each.startswith("price")] == ["price_told", "price_kept"]


def test_called_off_before_it_was_told_it_is_told_to_nobody() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan)
    change = changed(plan)
    call_off(change=change, by=BY, now=at("2026-01-10"))
    tell()
    assert letters(store) == []
    with pytest.raises(ValidationError, match="nothing left"):
        call_off(change=change, by=BY, now=at("2026-01-10"))


def test_what_has_begun_is_not_called_off() -> None:
    store = net_store()
    plan = plan_of(store)
    subscribe(plan)
    change = changed(plan)
    tell()
    run("2026-03-01", store=store)
    with pytest.raises(ValidationError, match="nothing left"):
        call_off(change=change, by=BY, now=at("2026-03-02"))


def test_one_change_of_a_plan_is_done_before_the_next() -> None:
    store = net_store()
    plan = plan_of(store)
    made = subscribe(plan)
    changed(plan)
    with pytest.raises(ValidationError, match="Call it off first"):
        changed(plan, "229.00")
    tell()
    with pytest.raises(ValidationError, match="Call it off first"):
        changed(plan, "229.00")
    run("2026-03-01", store=store)
    changed(plan, "229.00", on="2026-03-02", applies_from="2026-04-01", own=True)
    tell("2026-03-02")
    run("2026-05-01", store=store)
    assert prices_of(read(made))[-1] == ("2026-05-01", 229)


def test_the_audit_trail_says_who_did_it() -> None:
    plan = plan_of(net_store())
    subscribe(plan)
    change = changed(plan)
    call_off(change=change, by="ola@butik.example", now=at("2026-01-11"))
    rows = Change.objects.filter(subject_kind="price-change").order_by("pk")
    assert [(each.by, each.what) for each in rows] == [
        (BY, "created"), ("ola@butik.example", "changed"),
    ]  # fmt: skip
