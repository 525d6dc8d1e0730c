"""How people pay: on time, late, in parts, twice or never; by cards that work, fail and are
replaced. What they paid stands in a book of their own, to compare with.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

from tamio.commerce.customers.models import Customer
from tamio.commerce.dunning.models import Why
from tamio.commerce.money import round_half_up
from tamio.commerce.payments.attempts import attempt_for, look, page_of
from tamio.commerce.payments.models import Card, Means, Method, Payment, Progress, Standing
from tamio.commerce.payments.models.expected import OPEN
from tamio.commerce.payments.providers.test_pages import CARDS, GOOD, decide
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.payments.refunding import refund, refund_by_hand, returnable
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Collection
from tamio.prepared import Prepared
from tests.commerce.dunning.making import leave_card

_BAD = sorted(CARDS.keys() - {GOOD})
#: How an invoice is paid, and how often so, in a thousand.
_MANNERS = {"on time": 840, "late": 100, "in parts": 30, "twice": 20, "never": 10}
#: Of a card that works, a day.
_CARD_FAILS = 0.003
#: After so many days another is left; None for never.
_REPLACED_AFTER = (0, 1, 3, 6, 10, 25, 45, 45, None)


@dataclass(frozen=True, slots=True)
class _Due:
    """What somebody means to pay: a share of what is left then, or the whole amount once more."""

    payment: int
    share: Decimal = Decimal(1)
    again: bool = False


@dataclass
class Payers:
    """A store's customers: every other one pays by card."""

    store: Store
    customers: Sequence[Customer]
    random: Random
    #: By invoice: what was sent to the bank by customers, and by the merchant back to them.
    sent: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    given_back: dict[int, Decimal] = field(default_factory=lambda: defaultdict(Decimal))
    _plans: dict[date, list[_Due]] = field(default_factory=lambda: defaultdict(list))
    _seen: int = 0
    _serial: int = 0
    _failing: dict[int, date | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._by_card = [each for at, each in enumerate(self.customers) if at % 2]

    def agreed_by(self, customer: Customer, now: datetime) -> dict[str, Any]:
        """How a subscription of theirs is paid. Who pays by card leaves one with the first."""
        if customer not in self._by_card:
            return {}
        if not Card.objects.filter(customer=customer).exists():
            leave_card(customer, GOOD, now=now)
        return {"method": Method.TEST, "collection": Collection.AUTOMATIC}

    def act(self, now: datetime) -> None:
        """What all of them do on one day, and the merchant with what came too much."""
        today = self.store.date_of(now)
        self._cards(today, now)
        self._see_new_invoices(today)
        for day in sorted(day for day in self._plans if day <= today):
            for due in self._plans.pop(day):
                self._pay(due, today=today, now=now)
        if today.day % 10 == 0:
            self._give_back(today, now)

    def _see_new_invoices(self, today: date) -> None:
        for payment in _NEW.rows(self.store.pk, self._seen):
            self._seen = payment.pk
            if payment.method == Method.INVOICE and payment.amount > 0:
                for day, due in self._planned(payment):
                    self._plans[max(day, today)].append(due)

    def _planned(self, payment: Payment) -> Iterator[tuple[date, _Due]]:
        (manner,) = self.random.choices(list(_MANNERS), weights=list(_MANNERS.values()))
        due = payment.due_date
        early, late = self.random.randrange(25), self.random.randrange(1, 80)
        if manner == "on time":
            yield due - timedelta(days=early), _Due(payment.pk)
        elif manner == "late":
            yield due + timedelta(days=late), _Due(payment.pk)
        elif manner == "in parts":
            yield due - timedelta(days=early), _Due(payment.pk, share=Decimal("0.4"))
            yield due + timedelta(days=late), _Due(payment.pk)
        elif manner == "twice":
            yield due - timedelta(days=early), _Due(payment.pk)
            yield due - timedelta(days=early - 2), _Due(payment.pk, again=True)

    def _pay(self, due: _Due, *, today: date, now: datetime) -> None:
        [payment] = _ONE.rows(due.payment)
        amount = payment.amount if due.again else round_half_up(payment.left * due.share)
        if not amount:
            return
        self._serial += 1
        money = Money(
            amount=amount, currency="SEK", means=Means.BANK, paid_on=today, provider="bank",
            provider_id=f"{self.store.pk}-{self._serial}",
        )  # fmt: skip
        # Now and then the bank's file is read twice.
        for _time in range(1 + (self.random.random() < 0.05)):
            receive(invoice=payment.invoice, money=money, by="bank", now=now)
        self.sent[payment.invoice_id] += amount

    def _give_back(self, today: date, now: datetime) -> None:
        """What came and is not owed: the way it came where a provider can, the rest by hand."""
        over = Payment.objects.filter(store=self.store, standing=Standing.OVER).order_by("pk")
        for payment in over.select_related("invoice"):
            invoice, left = payment.invoice, payment.over
            by_provider = min(left, sum((each.left for each in returnable(invoice)), Decimal(0)))
            if by_provider:
                refund(invoice=invoice, amount=by_provider, reason="", by="merchant", now=now)
            if left > by_provider:
                refund_by_hand(
                    invoice=invoice, amount=left - by_provider, means=Means.BANK, paid_on=today,
                    reason="", by="merchant", now=now,
                )  # fmt: skip
            self.given_back[invoice.pk] += left

    def _cards(self, today: date, now: datetime) -> None:
        """Some stop working; of those that have, some are replaced."""
        for customer in self._by_card:
            if customer.pk not in self._failing:
                if self.random.random() < _CARD_FAILS:
                    self._fail(customer, today)
                continue
            until = self._failing[customer.pk]
            if until is not None and until <= today:
                del self._failing[customer.pk]
                self._replace(customer, now)

    def _fail(self, customer: Customer, today: date) -> None:
        after = self.random.choice(_REPLACED_AFTER)
        self._failing[customer.pk] = None if after is None else today + timedelta(days=after)
        method = self.random.choice(_BAD)
        Card.objects.filter(customer=customer, dropped_at=None).update(provider_method=method)

    def _replace(self, customer: Customer, now: datetime) -> None:
        """By a card on file; what the store has given up waiting for is paid on its own page."""
        leave_card(customer, GOOD, now=now)
        given_up = Payment.objects.filter(
            invoice__customer=customer, standing__in=OPEN,
            invoice__dunning_case__why=Why.GIVEN_UP,
        )  # fmt: skip
        for payment in given_up.select_related("invoice__store"):
            attempt = attempt_for(
                invoice=payment.invoice, method=Method.TEST, return_url="http://shop.example/",
                language="sv", key=uuid4(), now=now, saves_card=True,
            )  # fmt: skip
            page_of(attempt)
            decide(attempt, progress=Progress.PAID)
            look(attempt, now=now)


_NEW = Prepared(
    lambda store, seen: Payment.objects.filter(store=store, pk__gt=seen).order_by("pk"), int, int
)
_ONE = Prepared(lambda pk: Payment.objects.select_related("invoice").filter(pk=pk), int)
