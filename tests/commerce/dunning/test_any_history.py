"""Whatever the far side answers, and whatever is done meanwhile: no invoice is charged twice, and
nothing is charged after a cancellation.
"""

from collections import Counter
from datetime import timedelta
from unittest.mock import patch

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.payments.models import Attempt, PaymentSettings, Progress, TestCharge
from tamio.commerce.payments.providers import wording
from tamio.commerce.payments.providers.port import Found, Unanswered
from tamio.commerce.payments.providers.test_pages import CARDS, GOOD, TestPages
from tamio.commerce.payments.receiving import receive
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.ending import cancel, uncancel
from tamio.commerce.subscriptions.models import Subscription
from tests.commerce.dunning.making import Subscriber, a_day, by_card, leave_card
from tests.commerce.payments.paying import money
from tests.commerce.subscriptions.making import at, read
from tests.factories import make_store

ANSWERS = [*CARDS, "lost after", "lost before", "silent"]
DONE = ["", "", "", "cancel", "uncancel", "card", "bank"]
DAYS = st.lists(st.tuples(st.sampled_from(ANSWERS), st.sampled_from(DONE)), min_size=3, max_size=14)


class Far(TestPages):
    """The test provider at the other end of a bad line. `answer` is what happens next there."""

    answer = GOOD

    def draw(self, attempt: Attempt) -> Found:
        if self.answer in ("lost before", "silent"):
            raise Unanswered(wording.no_answer("Test", "timeout"))
        assert attempt.card is not None
        attempt.card.provider_method = self.answer if self.answer in CARDS else GOOD
        found = super().draw(attempt)
        if self.answer == "lost after":
            raise Unanswered(wording.no_answer("Test", "timeout"))
        return found

    def find(self, attempt: Attempt) -> Found | None:
        if self.answer == "silent":
            raise Unanswered(wording.no_answer("Test", "timeout"))
        return super().find(attempt)


class AnyHistory(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @given(days=DAYS)
    @settings(max_examples=12)
    def test_no_invoice_is_charged_twice_and_nothing_after_a_cancellation(
        self, days: list[tuple[str, str]]
    ) -> None:
        store = make_store()
        PaymentSettings.objects.create(store=store, by_test=True)
        subscriber = by_card(store)
        far = patch("tamio.commerce.payments.draw_sending.provider_of", lambda store, _: Far(store))
        with far:
            for number, (answer, done) in enumerate(days):
                on = (at("2026-02-01") + timedelta(days=number)).date().isoformat()
                _happens(subscriber, done, on)
                was_wanted = read(subscriber.subscription).cancel_on is None
                before = _charged(store)
                Far.answer = answer
                a_day(on, store=store)
                assert was_wanted or _charged(store) == before
        _check(store)


def _happens(subscriber: Subscriber, done: str, on: str) -> None:
    subscription, now = read(subscriber.subscription), at(on, 8)
    if done == "cancel" and _is_wanted(subscription):
        cancel(subscription=subscription, by="customer", now=now)
    elif done == "uncancel" and subscription.is_living and subscription.cancel_on is not None:
        uncancel(subscription=subscription, by="customer", now=now)
    elif done == "card":
        leave_card(subscriber.customer, f"test-{on}", now=now)
    elif done == "bank":
        amount = subscriber.renewal.payments.get().left
        if amount:
            paid = money(str(amount), provider="bank", paid_on=at(on).date())
            receive(invoice=subscriber.renewal, money=paid, by="x", now=now)


def _is_wanted(subscription: Subscription) -> bool:
    return subscription.is_living and subscription.cancel_on is None


def _charged(store: Store) -> int:
    keys = Attempt.objects.filter(store=store, card__isnull=False).values("key")
    return TestCharge.objects.filter(key__in=keys, progress=Progress.PAID).count()


def _check(store: Store) -> None:
    keys = TestCharge.objects.filter(progress=Progress.PAID).values("key")
    charged = Attempt.objects.filter(store=store, card__isnull=False, key__in=keys)
    times = Counter(charged.values_list("invoice", flat=True))
    assert all(count == 1 for count in times.values()), times
