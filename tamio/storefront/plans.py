"""Plans as the shop shows them: what they cost, when, and how they end, in plain words.

What has to be said before the button follows the Distance Contracts Act (2005:59), 2:2 and 2:9:
the sum for each period, how long it binds, that it is renewed, notice, and how to cancel.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.plans import MOST_OF_A_PLAN, CartPlan, plans_of, refusal_of
from tamio.commerce.checkout.pricing import Priced
from tamio.commerce.customers.parties import anyone_at_home
from tamio.commerce.invoices.lines import sums
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import round_half_up
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.discounts.promise import discount_from
from tamio.commerce.subscriptions.models import (
    Plan,
    PlanVersion,
    Subscription,
    SubscriptionDiscount,
)
from tamio.commerce.subscriptions.selling import FirstDays, first_days_of
from tamio.look.templatetags.look import day, money
from tamio.prepared import Prepared
from tamio.storefront.promises import discounted, promised, taken_of, total_bound

#: Months in a period, for what it comes to a month.
_MONTHS = {Unit.MONTH: 1, Unit.YEAR: 12}


@dataclass(frozen=True, slots=True)
class PlanShown:
    """`every` says the price and how often; `terms` pair what a term is about with what it says.
    `today` is what is paid to begin with, without shipping.
    """

    plan: Plan
    version: PlanVersion
    every: str
    today: Decimal
    terms: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class PlanHeld:
    """One in a cart. `amount` is what it costs to begin with, less the `discount`; None if it
    cannot be sold. `promised` says what a code gives it, and for how long; "" for nothing.
    """

    plan: Plan
    version: PlanVersion
    quantity: int
    every: str
    terms: Sequence[tuple[str, str]]
    amount: Decimal | None
    problem: str
    discount: Decimal = Decimal("0.00")
    promised: str = ""
    most: int = MOST_OF_A_PLAN


@dataclass(frozen=True, slots=True)
class PlanSold:
    """A subscription that began with an order."""

    subscription: Subscription
    title: str
    every: str
    terms: Sequence[tuple[str, str]]


def plans_shown(variant: Variant, *, store: Store, now: datetime) -> list[PlanShown]:
    """The plans that the variant can be had by. Two queries."""
    on_date = store.date_of(now)
    plans = _OFFERED.rows(variant.pk)
    prefetch_related_objects(plans, "versions")
    return [_shown(plan, variant, store=store, on_date=on_date) for plan in plans]


_OFFERED = Prepared(lambda variant: Plan.objects.filter(variant=variant, active=True), int)


def plans_held(cart: Cart, *, store: Store, priced: Priced | None, now: datetime) -> list[PlanHeld]:
    """Those in the cart, as `priced`, in their order."""
    held = plans_of(cart, store=store)
    firsts: Sequence[FirstDays | None] = priced.plans if priced else [None] * len(held)
    on_date = store.date_of(now)
    return [
        _held(each, first, store=store, on_date=on_date, now=now)
        for each, first in zip(held, firsts, strict=True)
    ]


def plans_sold(invoice: Invoice) -> list[PlanSold]:
    """The subscriptions that began with the invoice."""
    found = _BEGUN.rows(invoice.pk)
    prefetch_related_objects(found, "lines__version", "discounts")
    return [_sold(each, store=invoice.store) for each in found]


_BEGUN = Prepared(
    lambda invoice: Subscription.objects.filter(
        periods__invoice=invoice, periods__kind="start"
    ).order_by("pk"),
    int,
)


def every(version: PlanVersion, quantity: int, *, store: Store, on_date: date) -> str:
    """The price and how often: 199 kr each month."""
    price = version.as_stated_on(version.price, on_date, store=store) * quantity
    words = {
        Unit.DAY: ngettext("%(price)s every day", "%(price)s every %(count)d days", version.count),
        Unit.WEEK: ngettext(
            "%(price)s every week", "%(price)s every %(count)d weeks", version.count
        ),
        Unit.MONTH: ngettext(
            "%(price)s every month", "%(price)s every %(count)d months", version.count
        ),
        Unit.YEAR: ngettext(
            "%(price)s every year", "%(price)s every %(count)d years", version.count
        ),
    }[Unit(version.unit)]
    return words % {"price": money(price, version.currency), "count": version.count}


def terms_of(
    version: PlanVersion,
    quantity: int,
    *,
    store: Store,
    on_date: date,
    freight: Decimal | None,
    discount: SubscriptionDiscount | None = None,
) -> list[tuple[str, str]]:
    """What a subscriber agrees to, from `on_date` on. `freight`: each time, None if not known.
    `discount`: what a code promises.
    """
    of_one = version.as_stated_on(version.price, on_date, store=store)
    price = of_one * quantity
    taken = taken_of(discount, of_one=of_one, quantity=quantity)
    bound = total_bound(discount, version, price=price, taken=taken)
    found = [
        (_("Discount"), discounted(discount, version, price=price, taken=taken)),
        (_("First"), _first(version, on_date)),
        (_("To begin"), _fee(version, quantity, on_date, store=store)),
        (_("A month"), _monthly(version, price)),
        (_("Shipping"), _freight(version, freight)),
        (_("Renewal"), _renewal(version)),
        (_("Binds for"), _binding(version, bound)),
        (_("Notice"), _notice(version)),
        (_("To cancel"), _cancelling(store)),
        (_("Right to withdraw"), _("You have 14 days; your order letter says how.")),
    ]  # fmt: skip
    return [(about, said) for about, said in found if said]


def _shown(plan: Plan, variant: Variant, *, store: Store, on_date: date) -> PlanShown:
    plan.variant, plan.store, variant.product.store = variant, store, store
    version = plan.current
    version.plan = plan
    _days, drafts = first_days_of(
        version, 1, store=store, parties=anyone_at_home(store, on_date=on_date), on_date=on_date
    )
    total = sums(drafts)
    return PlanShown(
        plan=plan,
        version=version,
        every=every(version, 1, store=store, on_date=on_date),
        today=total.gross if version.prices_include_vat else total.net,
        terms=terms_of(version, 1, store=store, on_date=on_date, freight=None),
    )


def _held(
    held: CartPlan, first: FirstDays | None, *, store: Store, on_date: date, now: datetime
) -> PlanHeld:
    version = held.version
    charges = first.charges if first else []
    freight = first.freight if first and first.shipping_name else None
    discount = discount_from(first.promise) if first and first.promise else None
    return PlanHeld(
        plan=held.plan,
        version=version,
        quantity=held.quantity,
        every=every(version, held.quantity, store=store, on_date=on_date),
        terms=terms_of(
            version, held.quantity, store=store, on_date=on_date, freight=freight,
            discount=discount,
        ),
        promised=promised(discount, version) if discount else "",
        discount=first.discount if first else Decimal("0.00"),
        amount=sum((each.amount for each in charges), Decimal("0.00")) if first else None,
        problem=refusal_of(held, now=now),
    )  # fmt: skip


def _sold(subscription: Subscription, *, store: Store) -> PlanSold:
    line = subscription.lines.all()[0]
    starts = subscription.started_on
    freight = subscription.freight if subscription.shipping_name else None
    return PlanSold(
        subscription=subscription,
        title=line.version.title,
        every=every(line.version, line.quantity, store=store, on_date=starts),
        terms=terms_of(
            line.version, line.quantity, store=store, on_date=starts, freight=freight,
            discount=next(iter(subscription.discounts.all()), None),
        ),
    )  # fmt: skip


def _first(version: PlanVersion, on_date: date) -> str:
    if not version.trial_days:
        return _("The first period is paid with this order.")
    ends = on_date + timedelta(days=version.trial_days)
    last = ends - timedelta(days=1)
    return _("Free until and including %(last)s. From %(day)s you pay.") % {
        "last": day(last), "day": day(ends),
    }  # fmt: skip


def _fee(version: PlanVersion, quantity: int, on_date: date, *, store: Store) -> str:
    fee = version.as_stated_on(version.setup_fee, on_date, store=store) * quantity
    if not fee:
        return ""
    return _("%(fee)s once, with this order.") % {"fee": money(fee, version.currency)}


def _monthly(version: PlanVersion, price: Decimal) -> str:
    """Where it is billed for something else than a month."""
    months = _MONTHS.get(Unit(version.unit), 0) * version.count
    if months < 2:
        return ""
    monthly = money(round_half_up(price / months), version.currency)
    return _("It comes to %(price)s a month.") % {"price": monthly}


def _freight(version: PlanVersion, freight: Decimal | None) -> str:
    if not version.is_goods:
        return ""
    if freight is None:
        return _("One parcel for each period; what shipping costs is said at the checkout.")
    if not freight:
        return _("One parcel for each period, sent free of charge.")
    words = _("One parcel for each period; from the second on, %(freight)s each.")
    return words % {"freight": money(freight, version.currency)}


def _renewal(version: PlanVersion) -> str:
    if not version.max_cycles:
        return _("It is renewed by itself until you cancel it.")
    return ngettext(
        "It ends by itself after %(count)d period.",
        "It ends by itself after %(count)d periods.",
        version.max_cycles,
    ) % {"count": version.max_cycles}


def _binding(version: PlanVersion, bound: Decimal) -> str:
    if not version.min_cycles:
        return _("It does not bind you: you can cancel at any time.")
    total = money(bound, version.currency)
    words = ngettext(
        "%(count)d period, %(total)s together.",
        "%(count)d periods, %(total)s together.",
        version.min_cycles,
    ) % {"count": version.min_cycles, "total": total}
    return words + (" " + _("Shipping comes on top.") if version.is_goods else "")


def _notice(version: PlanVersion) -> str:
    if not version.notice_days:
        return _("None: it ends with the period that you have paid for.")
    return ngettext(
        "%(count)d day, and the period that you have paid for.",
        "%(count)d days, and the period that you have paid for.",
        version.notice_days,
    ) % {"count": version.notice_days}


def _cancelling(store: Store) -> str:
    words = _(
        "Whenever you like: on the page of your orders, or write to %(email)s. What you have paid"
        " for runs out."
    )
    return words % {"email": store.email}
