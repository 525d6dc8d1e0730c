"""Subscribers whose cards answer as wanted, and days that pass."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.customers.models import Customer
from tamio.commerce.dunning.models import Case
from tamio.commerce.dunning.running import Tally, act_due
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.mail.models import Message
from tamio.commerce.payments.cards import save_card
from tamio.commerce.payments.models import Attempt, Card, Method, Payment, Receipt, Standing
from tamio.commerce.payments.providers.port import FoundCard
from tamio.commerce.payments.providers.test_pages import GOOD
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.models import Collection, Subscription
from tamio.commerce.subscriptions.running import renew_due
from tamio.outbox.drain import drain_due
from tests.commerce.subscriptions.making import at, customer_of, invoices_of, plan_of, subscribe
from tests.factories import buyer

SOFT, HARD, ACTION = "test-soft", "test-hard", "test-action"


def leave_card(customer: Customer, method: str = GOOD, *, now: datetime) -> Card:
    found = FoundCard(customer_id="test-holder", method_id=method, label="Test •••• 4242")
    return save_card(customer=customer, provider="test", found=found, now=now)


@dataclass
class Subscriber:
    """A subscription that was paid for on 1 January, and who pays it."""

    subscription: Subscription

    @property
    def customer(self) -> Customer:
        return self.subscription.customer

    def card(self, method: str, on: str) -> Card:
        return leave_card(self.customer, method, now=at(on))

    @property
    def renewal(self) -> Invoice:
        """The newest invoice."""
        return invoices_of(self.subscription)[-1]

    @property
    def case(self) -> Case:
        return Case.objects.get(invoice=self.renewal)

    @property
    def draws(self) -> list[str]:
        """How each draw of the newest invoice ended."""
        rows = Attempt.objects.filter(invoice=self.renewal, card__isnull=False).order_by("number")
        return [each.refusal or each.progress for each in rows]

    @property
    def status(self) -> str:
        return str(Subscription.objects.get(pk=self.subscription.pk).status)

    @property
    def standing(self) -> Standing:
        return Standing(Payment.objects.get(invoice=self.renewal).standing)


def by_card(
    store: Store, method: str | None = GOOD, *, price: str = "199.00", email: str = "",
    customer: Customer | None = None,
) -> Subscriber:  # fmt: skip
    """Paid for January; then drawn monthly from that test card, or from none."""
    plan = plan_of(store, price)
    who = customer or customer_of(store, buyer(email=email) if email else None)
    leave_card(who, now=at("2026-01-01"))
    made = subscribe(plan, customer=who, method=Method.TEST, collection=Collection.AUTOMATIC)
    work(at("2026-01-01"))
    if method is None:
        Card.objects.filter(customer=who).update(dropped_at=at("2026-01-02"))
    else:
        Card.objects.filter(customer=who).update(provider_method=method)
    return Subscriber(made)


def by_invoice(store: Store, *, email: str = "", customer: Customer | None = None) -> Subscriber:
    who = customer or customer_of(store, buyer(email=email) if email else None)
    return Subscriber(subscribe(plan_of(store), customer=who))


def a_day(on: str, *, store: Store, renews: bool = True) -> Tally:
    """What the worker does in the morning: renews, takes steps, and sends what they asked for."""
    now = at(on, 9)
    if renews:
        renew_due(now=now, stores=[store])
    work(now)
    tally = act_due(now=now, stores=[store])
    work(now)
    act_due(now=now, stores=[store])
    return tally


def work(now: datetime) -> None:
    drain_due(clock=lambda: now)


def pass_days(first: str, last: str, *, store: Store, renews: bool = True) -> None:
    """Every morning from the first day to the last."""
    day = at(first)
    while day <= at(last):
        a_day(day.date().isoformat(), store=store, renews=renews)
        day += timedelta(days=1)


def letters(store: Store, kind: str = "reminder") -> list[Message]:
    return list(Message.objects.filter(store=store, kind=kind).order_by("pk"))


def receipts(invoice: Invoice) -> int:
    return Receipt.objects.filter(invoice=invoice).count()


def atomically(do: object) -> None:
    with transaction.atomic():
        do()  # type: ignore[operator]
