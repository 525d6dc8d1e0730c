"""What goes on an invoice now, and what of that which is given back waits for the next."""

from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from tamio.commerce.invoices.lines import sums
from tamio.commerce.subscriptions.billing import bill_of
from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.charging import credit_of
from tamio.commerce.subscriptions.drafting import draft_of
from tamio.commerce.subscriptions.models import Charge, Subscription
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.making import at, plan_of, subscribe
from tests.factories import make_store

pytestmark = pytest.mark.django_db

_AMOUNTS = some.lists(some.integers(1, 300), min_size=1, max_size=5)


@pytest.fixture(params=[False, True], ids=["net", "gross"])
def subscription(request: pytest.FixtureRequest) -> Subscription:
    return subscribe(plan_of(make_store(prices_include_vat=request.param)), "2026-01-01")


_RATES = some.lists(
    some.sampled_from([Decimal(25), Decimal(12), Decimal(6)]), min_size=5, max_size=5
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(charged=_AMOUNTS, back=_AMOUNTS, rates=_RATES)
def test_no_invoice_asks_for_less_than_nothing_and_nothing_is_lost(
    subscription: Subscription, charged: list[int], back: list[int], rates: list[Decimal]
) -> None:
    every = _charges(subscription, charged, back)
    for each, rate in zip(every, rates * 2, strict=False):
        each.vat_rate = rate
    before = sum(each.amount for each in every)
    bill = bill_of(subscription, every, must=True)
    asked = sums([draft_of(each, subscription=subscription) for each in bill.billed])
    assert asked.gross >= 0
    assert sum(each.amount for each in [*bill.billed, *bill.waiting]) == before
    assert all(each.amount < 0 for each in bill.waiting)
    assert len(bill.billed) + len(bill.waiting) <= len(charged) + 2 * len(back)


def test_a_plan_of_a_lower_rate_is_given_back_in_one_piece() -> None:
    store = make_store(prices_include_vat=True)
    books, gym = plan_of(store, "599.00", vat_class="culture"), plan_of(store, "600.00")
    found = subscribe(books, "2026-01-01")
    wishes = [Wish(line=found.lines.get(), version=gym.current)]
    change(subscription=found, wishes=wishes, when=When.NOW, by="customer", now=at("2026-01-02"))
    changed = found.charges.filter(starts="2026-01-02").order_by("pk")
    told = [(str(each.amount), str(each.vat_rate)) for each in changed]
    assert told == [("580.65", "25.00"), ("-579.68", "6.00")]
    assert changed[0].invoice is not None
    assert changed[0].invoice.total == Decimal("0.97")


def test_without_vat_what_a_higher_rate_would_take_too_much_waits_in_one_piece() -> None:
    subscription = subscribe(plan_of(make_store(prices_include_vat=False)), "2026-01-01")
    owed, back = _charges(subscription, [100_00], [100_00])
    owed.vat_rate = Decimal(6)
    bill = bill_of(subscription, [owed, back], must=True)
    assert [each.amount for each in bill.billed] == [Decimal("100.00"), Decimal("-84.80")]
    assert [each.amount for each in bill.waiting] == [Decimal("-15.20")]


def test_an_ore_waits_where_vat_by_line_would_make_the_invoice_ask_for_less_than_nothing() -> None:
    subscription = subscribe(plan_of(make_store(prices_include_vat=False)), "2026-01-01")
    bill = bill_of(subscription, _charges(subscription, [4], [2, 2]), must=True)
    assert [each.amount for each in bill.waiting] == [Decimal("-0.01")]
    asked = sums([draft_of(each, subscription=subscription) for each in bill.billed])
    assert (asked.net, asked.gross) == (Decimal("0.01"), Decimal("0.01"))


def _charges(subscription: Subscription, charged: list[int], back: list[int]) -> list[Charge]:
    """Unsaved; in öre."""
    paid = subscription.charges.select_related("line__version__plan__variant__product").get()
    owed = [_like(paid, Decimal(ore) / 100) for ore in charged]
    starts = paid.starts + timedelta(days=1)
    return [*owed, *(credit_of(paid, Decimal(ore) / 100, starts=starts) for ore in back)]


def _like(paid: Charge, amount: Decimal) -> Charge:
    return Charge(
        subscription_id=paid.subscription_id, line=paid.line, kind=paid.kind, starts=paid.starts,
        ends=paid.ends, amount=amount, whole=amount, whole_days=31, vat_rate=paid.vat_rate,
        vat_treatment=paid.vat_treatment, vat_country=paid.vat_country,
    )  # fmt: skip
