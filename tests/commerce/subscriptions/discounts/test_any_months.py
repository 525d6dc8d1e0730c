"""Whatever a year brings, the invoices sum to what another reckoning says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.subscriptions.changing import When, change
from tamio.commerce.subscriptions.discounts.ending import end_discount
from tamio.commerce.subscriptions.models import DiscountUse, Subscription, SubscriptionDiscount
from tamio.commerce.subscriptions.pausing import pause
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.subscriptions.discounts.making import bought, code_of
from tests.commerce.subscriptions.making import BY, at, invoices_of, plan_of, run
from tests.factories import make_store
from tests.tries import times

MONTHS = 8
PRICES = st.decimals(1, 900, places=2)
DEEDS = st.sampled_from(["none", "none", "twice", "pause", "more", "price", "end"])


@dataclass
class Reckoning:
    """What each charge comes to, worked out in öre and without any of the code that bills."""

    price: Decimal
    quantity: int
    gives: str
    value: Decimal
    left: int
    off: int = 0

    def charge(self) -> int:
        full = int(self.price * 100) * self.quantity
        if self.left == 0:
            return full
        self.left -= 1
        of_one = int(self.value * 100)
        if self.gives == "percent":
            exact = self.price * self.value
            of_one = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
        off = min(full, of_one * self.quantity)
        self.off += off
        return full - off


class AnyMonths(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @settings(max_examples=times(0.8))
    @given(
        prices=st.tuples(PRICES, PRICES), quantity=st.integers(1, 4),
        gives=st.sampled_from(["percent", "amount"]), value=st.decimals(1, 100, places=2),
        covers=st.sampled_from([1, 2, 3, 5, None]), includes_vat=st.booleans(),
        deeds=st.lists(DEEDS, min_size=MONTHS, max_size=MONTHS),
    )  # fmt: skip
    def test_every_charge_is_what_was_promised(
        self,
        prices: tuple[Decimal, Decimal],
        quantity: int,
        gives: str,
        value: Decimal,
        covers: int | None,
        includes_vat: bool,
        deeds: Sequence[str],
    ) -> None:
        store = make_store(prices_include_vat=includes_vat)
        plan = plan_of(store, str(prices[0]))
        lasts = {1: "once", None: "ever"}.get(covers, "times")
        code = code_of(
            store, str(value), gives=gives, lasts=lasts, products=[plan.variant.product],
            times=covers if lasts == "times" else None,
        )  # fmt: skip
        reckoned = Reckoning(prices[0], quantity, gives, value, -1 if covers is None else covers)
        subscription = bought(plan, code=code, quantity=quantity)
        expected = [reckoned.charge()]
        paused = False
        for month, deed in enumerate(deeds, start=1):
            paused = not paused and self._done(deed, subscription, month, reckoned, prices[1])
            for _time in range(2 if deed == "twice" else 1):
                run(_first(month + 1), store=store)
            if not paused:
                expected.append(reckoned.charge())
        sold = invoices_of(subscription)
        stated = [each.total if includes_vat else each.net for each in sold]
        assert [int(each * 100) for each in stated] == expected
        lines = [line for each in sold for line in each.lines.all()]
        assert sum(int(line.discount * 100) for line in lines) == reckoned.off
        self._counted(subscription, charges=len(expected), covers=covers)

    def _done(
        self, deed: str, subscription: Subscription, month: int, reckoned: Reckoning, price: Decimal
    ) -> bool:
        """In the middle of that month; whether there is none next."""
        now = at(f"{_first(month)[:8]}15")
        line = subscription.lines.get(ends=None)
        wish: Wish | None = None
        if deed == "pause":
            until = date.fromisoformat(_first(month + 2))
            pause(subscription=subscription, by=BY, now=now, until=until)
            return True
        if deed == "more":
            reckoned.quantity += 1
            wish = Wish(line=line, quantity=reckoned.quantity)
        elif deed == "price" and price != reckoned.price:
            reckoned.price = price
            wish = Wish(line=line, price=price)
        elif deed == "end" and reckoned.left:
            reckoned.left = 0
            end_discount(subscription=subscription, by=BY, now=now)
        if wish is not None:
            change(subscription=subscription, wishes=[wish], by=BY, now=now, when=When.PERIOD_END)
        return False

    def _counted(self, subscription: Subscription, *, charges: int, covers: int | None) -> None:
        promised = SubscriptionDiscount.objects.get(subscription=subscription)
        numbers = list(DiscountUse.objects.values_list("number", flat=True))
        assert numbers == list(range(1, promised.used + 1))
        assert promised.used <= (charges if covers is None else min(covers, charges))
        if promised.ended_at is None:
            assert promised.used == (charges if covers is None else min(covers, charges))


def _first(month: int) -> str:
    """The first of the `month`th month from January 2026, which is 1."""
    return f"{2026 + (month - 1) // 12}-{(month - 1) % 12 + 1:02d}-01"
