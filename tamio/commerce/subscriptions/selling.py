"""A plan that is sold together with other things: its first days as lines of that one invoice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal

from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import PAID_FIRST, Method
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.charging import charges_for, fees_to_begin
from tamio.commerce.subscriptions.discounts.promise import Promise, discount_from
from tamio.commerce.subscriptions.drafting import draft_of, free_until
from tamio.commerce.subscriptions.events import note
from tamio.commerce.subscriptions.models import (
    Charge,
    Collection,
    PlanVersion,
    Subscription,
    SubscriptionDiscount,
    SubscriptionLine,
    What,
)
from tamio.commerce.subscriptions.periods import Next
from tamio.commerce.subscriptions.starting import (
    Agreement,
    Item,
    begin_sold,
    first_days,
    lines_of,
    save,
    unsaved,
)
from tamio.commerce.subscriptions.taxing import Taxation
from tamio.commerce.vat.treatments import Parties


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstCharge:
    """As Charge, of a subscription that is not there yet."""

    kind: str
    starts: date
    ends: date
    quantity: int
    amount: Decimal
    whole: Decimal
    whole_days: int
    vat_rate: Decimal
    vat_treatment: str
    vat_country: str
    discount: Decimal = Decimal("0.00")
    discount_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstDays:
    """What a plan costs to begin with, from `starts` on. Plain values, to be kept while somebody
    pays. `position` is the line of the invoice that the first of `charges` is on; 0 until then.
    `promise` is what a code takes off these and the charges to come.

    `freight` is what sending its goods costs each time from the second on, as prices are stated:
    the first time they go with all else that was bought.
    """

    version: int
    quantity: int
    starts: date
    ends: date
    charges: list[FirstCharge]
    position: int = 0
    freight: Decimal = Decimal("0.00")
    shipping_method: int | None = None
    shipping_name: str = ""
    promise: Promise | None = None

    @property
    def discount(self) -> Decimal:
        """What is off now, as the lines state it."""
        return sum((each.discount for each in self.charges), Decimal("0.00"))


def first_days_of(
    version: PlanVersion,
    quantity: int,
    *,
    store: Store,
    parties: Parties,
    on_date: date,
    promise: Promise | None = None,
) -> tuple[FirstDays, list[LineDraft]]:
    """What begins on that day, and its lines of the invoice. Raises vat.UnknownRate.

    A trial has a line of words alone, after what is paid once to begin.
    """
    agreement = Agreement(item=Item(version, quantity))
    subscription = unsaved(store=store, customer=None, agreement=agreement, starts=on_date)
    first = first_days(subscription)
    discount = discount_from(promise) if promise else None
    charges = _charges(lines_of(subscription, agreement), first, subscription, parties, discount)
    drafts = [draft_of(each, subscription=subscription) for each in charges]
    if subscription.trial_end is not None:
        drafts.append(free_until(subscription.trial_end, version, store=store))
    days = FirstDays(
        version=version.pk,
        quantity=quantity,
        starts=first.span.start,
        ends=first.span.end,
        charges=[_plain(each) for each in charges],
        promise=promise,
    )
    return days, drafts


def sell(
    days: FirstDays,
    *,
    invoice: Invoice,
    method: Method,
    language: str,
    delivery: Mapping[str, str],
    now: datetime,
) -> Subscription:
    """The subscription whose first days are lines of the invoice. In the transaction of the sale.

    It refuses nothing: what was agreed may have been paid already.
    """
    agreement = Agreement(
        item=Item(PlanVersion.objects.select_related("plan").get(pk=days.version), days.quantity),
        method=method,
        collection=Collection.AUTOMATIC if method in PAID_FIRST else Collection.SEND,
        language=language,
        buyer_reference=invoice.buyer_reference,
        delivery=delivery,
        shipping_method_id=days.shipping_method,
        shipping_name=days.shipping_name,
        freight=days.freight,
    )
    subscription = unsaved(
        store=invoice.store, customer=invoice.customer, agreement=agreement, starts=days.starts
    )
    subscription = save(subscription, agreement, by="customer", now=now)
    discount = _promised(subscription, days.promise, now=now) if days.promise else None
    (line,) = subscription.lines_on(days.starts)
    charges = [
        Charge(
            subscription=subscription, line=line, position=position,
            discounted_by=discount if each.discount else None, **_columns(each),
        )
        for position, each in enumerate(days.charges, start=days.position)
    ]  # fmt: skip
    begin_sold(subscription, charges, invoice=invoice, now=now, discount=discount)
    return subscription


def _promised(
    subscription: Subscription, promise: Promise, *, now: datetime
) -> SubscriptionDiscount:
    discount = discount_from(promise)
    discount.subscription, discount.at = subscription, now
    discount.save()
    note(
        subscription, What.DISCOUNTED, by="customer", now=now, name=promise.name,
        code=promise.code, gives=promise.gives, value=promise.value, a_piece=promise.a_piece,
        covers=promise.covers,
    )  # fmt: skip
    return discount


def _charges(
    lines: Sequence[SubscriptionLine],
    first: Next,
    subscription: Subscription,
    parties: Parties,
    discount: SubscriptionDiscount | None,
) -> list[Charge]:
    """Without freight: the goods go with those of the whole cart."""
    span = first.span
    taxed = Taxation(subscription.store, parties, span.start)
    fees = fees_to_begin(lines, span=span, taxed=taxed)
    if subscription.trial_end is not None:
        return fees
    charges = charges_for(lines, span=span, period=first.period, taxed=taxed, discount=discount)
    return [*charges, *fees]


_FIELDS = tuple(field.name for field in fields(FirstCharge))


def _plain(charge: Charge) -> FirstCharge:
    return FirstCharge(**{name: getattr(charge, name) for name in _FIELDS})


def _columns(charge: FirstCharge) -> dict[str, object]:
    return {name: getattr(charge, name) for name in _FIELDS}
