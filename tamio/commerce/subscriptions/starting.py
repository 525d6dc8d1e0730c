"""Starts a subscription: with its first period, with a trial, or on a day to come."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Method
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.series import take_number
from tamio.commerce.subscriptions.billing import bill_of, write, write_sold
from tamio.commerce.subscriptions.charging import fees_to_begin
from tamio.commerce.subscriptions.dates import Alignment, Span, anchor_for
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.holding import running_of
from tamio.commerce.subscriptions.models import (
    Charge,
    Collection,
    PeriodKind,
    PlanVersion,
    Status,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.models.subscription import MOST_QUANTITY
from tamio.commerce.subscriptions.periods import Next, move_to, next_from, price_of
from tamio.commerce.subscriptions.taxing import taxation_of
from tamio.commerce.subscriptions.whole import whole_of


@dataclass(frozen=True, slots=True)
class Item:
    """So many of a version; `price` instead of the version's own, as the version states prices."""

    version: PlanVersion
    quantity: int = 1
    price: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What the customer agreed to. `anchor` only where the day of renewal is not to follow from
    the first day: the 31st is the last day of every month.
    """

    item: Item
    addons: Sequence[Item] = ()
    starts_on: date | None = None
    anchor: date | None = None
    method: Method = Method.INVOICE
    collection: Collection = Collection.SEND
    language: str = "sv"
    buyer_reference: str = ""
    delivery: Mapping[str, str] = field(default_factory=dict)
    shipping_method_id: int | None = None
    shipping_name: str = ""
    freight: Decimal = Decimal("0.00")

    @property
    def items(self) -> list[Item]:
        return [self.item, *self.addons]


def start(
    *, store: Store, customer: Customer, agreement: Agreement, by: str, now: datetime
) -> Subscription:
    """A new subscription, billed for its first days unless it begins with a trial or later.

    Raises ValidationError by field ("items", "starts_on"), and stock.TooFew.
    """
    with transaction.atomic():
        subscription = draft(store=store, customer=customer, agreement=agreement, now=now)
        subscription = save(subscription, agreement, by=by, now=now)
        if subscription.started_on <= store.date_of(now):
            begin(subscription, now=now)
        return subscription


def draft(*, store: Store, customer: Customer, agreement: Agreement, now: datetime) -> Subscription:
    """Unsaved, without number or lines. Raises ValidationError for what cannot be agreed to."""
    today = store.date_of(now)
    starts = agreement.starts_on or today
    _check(agreement, starts=starts, today=today)
    return unsaved(store=store, customer=customer, agreement=agreement, starts=starts)


def unsaved(
    *, store: Store, customer: Customer | None, agreement: Agreement, starts: date
) -> Subscription:
    """As `draft`, of what has been agreed to already; without a customer only to be priced."""
    version = agreement.item.version
    trial_end = starts + timedelta(days=version.trial_days) if version.trial_days else None
    anchor = agreement.anchor or anchor_for(
        trial_end or starts, interval=version.interval, alignment=Alignment(version.alignment)
    )
    return Subscription(
        store=store,
        customer=customer,
        currency=version.currency,
        prices_include_vat=version.prices_include_vat,
        unit=version.unit,
        count=version.count,
        anchor=anchor,
        started_on=starts,
        trial_end=trial_end,
        next_invoice_on=starts,
        max_cycles=version.max_cycles,
        collection=agreement.collection,
        method=agreement.method,
        language=agreement.language,
        buyer_reference=agreement.buyer_reference,
        shipping_method_id=agreement.shipping_method_id,
        shipping_name=agreement.shipping_name,
        freight=agreement.freight,
        **agreement.delivery,
    )


def save(
    subscription: Subscription, agreement: Agreement, *, by: str, now: datetime
) -> Subscription:
    """Gives it its number and lines. In the transaction of the sale."""
    subscription.created_at = now
    subscription.number = take_number(store=subscription.store, kind="subscription")
    subscription.save()
    SubscriptionLine.objects.bulk_create(lines_of(subscription, agreement))
    note(subscription, What.STARTED, by=by, now=now, starts=subscription.started_on)
    return whole_of(subscription.pk)


def lines_of(subscription: Subscription, agreement: Agreement) -> list[SubscriptionLine]:
    """Unsaved."""
    starts = subscription.started_on
    return [
        SubscriptionLine(
            subscription=subscription,
            version=each.version,
            quantity=each.quantity,
            price=each.price,
            priced_on=starts if each.price is not None else None,
            is_addon=at > 0,
            starts=starts,
        )
        for at, each in enumerate(agreement.items)
    ]


def begin(subscription: Subscription, *, now: datetime) -> None:
    """Bills its first days, on an invoice of their own."""
    first = first_days(subscription)
    bill = bill_of(subscription, first_charges(subscription, first), must=True)
    _begun(subscription, first)
    discount = running_of(subscription) if subscription.trial_end is None else None
    write(subscription, bill, kind=PeriodKind.START, span=first.span, now=now, discount=discount)


def begin_sold(
    subscription: Subscription,
    charges: Sequence[Charge],
    *,
    invoice: Invoice,
    now: datetime,
    discount: SubscriptionDiscount | None = None,
) -> None:
    """As `begin`, where `charges` are lines of the invoice of a checkout: each has its position.
    They count as one that had the `discount`, unless it begins with a trial.
    """
    first = first_days(subscription)
    _begun(subscription, first)
    write_sold(
        subscription, charges, invoice=invoice, kind=PeriodKind.START, span=first.span, now=now,
        discount=discount if subscription.trial_end is None else None,
    )  # fmt: skip


def first_days(subscription: Subscription) -> Next:
    """The trial, or the first period, or what is left of it where the calendar rules."""
    starts = subscription.started_on
    if subscription.trial_end is not None:
        trial = Span(starts, subscription.trial_end)
        return Next(trial, trial)
    return next_from(starts, subscription)


def first_charges(subscription: Subscription, first: Next) -> list[Charge]:
    """The fees to begin, and the first days unless they are a trial."""
    taxed = taxation_of(subscription, on_date=first.span.start)
    fees = fees_to_begin(subscription.lines_on(first.span.start), span=first.span, taxed=taxed)
    paid = price_of(subscription, first) if subscription.trial_end is None else []
    return [*paid, *fees]


def _begun(subscription: Subscription, first: Next) -> None:
    on_trial = subscription.trial_end is not None
    subscription.status = Status.TRIALING if on_trial else Status.ACTIVE
    counts = first.is_whole and not on_trial
    columns = move_to(subscription, first, whole=counts)
    subscription.revision += 1
    subscription.save(update_fields=[*columns, "status", "revision"])


def _check(agreement: Agreement, *, starts: date, today: date) -> None:
    first = agreement.item.version
    if starts < today:
        raise ValidationError({"starts_on": [_("That day is past. Choose today or later.")]})
    for each in agreement.items:
        if not 1 <= each.quantity <= MOST_QUANTITY:
            message = _("Write a number from 1 to %(most)d.") % {"most": MOST_QUANTITY}
            raise ValidationError({"items": [message]})
        if not goes_with(each.version, first):
            message = _("“%(title)s” is billed at other times, or in another currency.")
            raise ValidationError({"items": [message % {"title": each.version.title}]})


def goes_with(version: PlanVersion, other: PlanVersion) -> bool:
    """Whether the two can be on one invoice, period after period."""
    return (version.interval, version.currency, version.prices_include_vat) == (
        other.interval,
        other.currency,
        other.prices_include_vat,
    )
