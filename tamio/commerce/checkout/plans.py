"""Plans in a cart: kept beside its lines, priced with them, and sold on the same invoice."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tamio.commerce.checkout.delivering import Delivery
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.checkout.promising import Subscribed
from tamio.commerce.checkout.stated import StatedLine
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.money import round_half_up
from tamio.commerce.offers.best import Wanted
from tamio.commerce.payments.models import Method
from tamio.commerce.shipping.offering import Parcel, price_of
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.discounts.promise import Promise, discount_from, off
from tamio.commerce.subscriptions.models import Plan, PlanVersion
from tamio.commerce.subscriptions.selling import FirstDays, first_days_of, sell
from tamio.commerce.vat.treatments import Parties
from tamio.prepared import Prepared

#: So many of one plan in a cart: more is a matter for a talk with the store.
MOST_OF_A_PLAN = 99


class CartPlan(models.Model):
    """A plan that the shopper wants. Terms and price are those of its newest version until then."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="plans")
    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(
        default=1, validators=[MinValueValidator(1), MaxValueValidator(MOST_OF_A_PLAN)]
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["cart", "plan"], name="one_line_a_plan"),
            models.CheckConstraint(
                name="a_cart_holds_some_of_a_plan", condition=models.Q(quantity__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} {self.plan}"

    @property
    def version(self) -> PlanVersion:
        return self.plan.current


def put_plan(cart: Cart, *, plan: Plan, quantity: int) -> None:
    """Makes `quantity` of the plan the cart's; 0 takes it out.

    Raises ValidationError ("quantity") for a number that no cart can hold.
    """
    if plan.store_id != cart.store_id:
        raise ValueError(f"{plan} is not sold in store {cart.store_id}")
    if not 0 <= quantity <= MOST_OF_A_PLAN:
        words = _("Write a number from 0 to %(most)d.") % {"most": MOST_OF_A_PLAN}
        raise ValidationError({"quantity": [words]})
    cart.has_plans = None
    if quantity == 0:
        CartPlan.objects.filter(cart=cart, plan=plan).delete()
        return
    CartPlan.objects.update_or_create(cart=cart, plan=plan, defaults={"quantity": quantity})


def plans_of(cart: Cart, *, store: Store) -> list[CartPlan]:
    """With all that pricing reads. Two queries; one where there are none, and that only once."""
    if cart.has_plans is False:
        return []
    found = _HELD.rows(cart.pk)
    cart.has_plans = bool(found)
    prefetch_related_objects(found, "plan__versions")
    for each in found:
        # The store's own rates are read once.
        each.plan.store = each.plan.variant.product.store = store
    return found


_HELD = Prepared(
    lambda cart: CartPlan.objects.filter(cart=cart).select_related("plan__variant__product"), int
)


def refusal_of(held: CartPlan, *, now: datetime) -> str:
    """Why it cannot be subscribed to; "" if it can."""
    variant = held.plan.variant
    if held.plan.active and variant.active and variant.product.is_for_sale(now=now):
        return ""
    return _("This is no longer for sale.")


def check_plans(held: Sequence[CartPlan], *, now: datetime) -> None:
    """Raises ValidationError ("cart")."""
    for each in held:
        if refusal_of(each, now=now):
            words = _("“%(name)s” is no longer for sale. Take it out.")
            raise ValidationError({"cart": [words % {"name": each.version.title}]})


def boxes_of(held: Iterable[CartPlan]) -> list[CartLine]:
    """The goods that are sent at once, as lines of a cart, unsaved: for their stock."""
    return [
        CartLine(cart=each.cart, variant=each.plan.variant, quantity=each.quantity)
        for each in held
        if each.version.is_goods and not each.version.trial_days
    ]


def subscribed(held: Iterable[CartPlan], *, store: Store, on_date: date) -> list[Subscribed]:
    """At the price of one period, for offers."""
    return [_subscribed(each, store=store, on_date=on_date) for each in held]


def stated_boxes(
    held: Sequence[CartPlan],
    *,
    promised: Sequence[Promise | None],
    store: Store,
    on_date: date,
) -> list[StatedLine]:
    """The same at the price of one period, less what is promised each of `held`: they travel with
    all else in the cart.
    """
    return [
        _less(_box(each, store=store, on_date=on_date), promise)
        for each, promise in zip(held, promised, strict=True)
        if each.version.is_goods and not each.version.trial_days
    ]


def first_lines(
    held: Sequence[CartPlan],
    *,
    promised: Sequence[Promise | None],
    store: Store,
    parties: Parties,
    on_date: date,
    delivery: Delivery | None,
    before: int,
) -> tuple[list[FirstDays], list[LineDraft]]:
    """What they cost to begin with, after `before` other lines. Raises vat.UnknownRate."""
    firsts: list[FirstDays] = []
    lines: list[LineDraft] = []
    for each, promise in zip(held, promised, strict=True):
        days, drafts = first_days_of(
            each.version, each.quantity, store=store, parties=parties, on_date=on_date,
            promise=promise,
        )  # fmt: skip
        days = replace(days, position=before + len(lines) + 1)
        if each.version.is_goods and delivery is not None and delivery.chosen is not None:
            box = _box(each, store=store, on_date=on_date)
            days = _sent(days, box, delivery, store=store)
        firsts.append(days)
        lines += drafts
    return firsts, lines


def sell_plans(
    plans: Iterable[FirstDays],
    *,
    invoice: Invoice,
    method: Method,
    language: str | None,
    now: datetime,
) -> None:
    """Their subscriptions begin with the invoice that they are on. In the sale's transaction."""
    known = (language or "")[:2]
    for each in plans:
        sell(
            each,
            invoice=invoice,
            method=method,
            language=known if known in _LANGUAGES else invoice.store.language,
            delivery={field: getattr(invoice, field) for field in _DELIVERED},
            now=now,
        )


_LANGUAGES = ("sv", "en")
_DELIVERED = (
    "delivery_name", "delivery_line1", "delivery_postal_code", "delivery_city", "delivery_country",
)  # fmt: skip


def _subscribed(held: CartPlan, *, store: Store, on_date: date) -> Subscribed:
    box = _box(held, store=store, on_date=on_date)
    wanted = Wanted(box.product.pk, box.quantity, box.amount, is_plan=True)
    version = held.version
    return Subscribed(wanted, is_goods=version.is_goods, on_trial=bool(version.trial_days))


def _less(box: StatedLine, promise: Promise | None) -> StatedLine:
    if promise is None:
        return box
    discount = discount_from(promise)
    taken = off(discount, of_one=box.price, quantity=box.quantity, amount=discount.value)
    return replace(box, discount=taken)


def _box(held: CartPlan, *, store: Store, on_date: date) -> StatedLine:
    version = held.version
    return StatedLine(
        key=0,  # it is none of the cart's lines
        variant=held.plan.variant,
        quantity=held.quantity,
        price=version.as_stated_on(version.price, on_date, store=store),
        home_rate=version.home_rate(on_date, store=store),
    )


def _sent(days: FirstDays, box: StatedLine, delivery: Delivery, *, store: Store) -> FirstDays:
    """By the way that was chosen, each time; at what that costs for these goods alone."""
    assert delivery.chosen is not None
    chosen = delivery.chosen
    weight = (box.variant.weight or 0) * box.quantity
    parcel = Parcel(weight=weight, worth=round_half_up(box.price * box.quantity))
    alone = price_of(chosen.method, parcel=parcel)
    return replace(
        days,
        freight=chosen.price if alone is None else alone,
        shipping_method=chosen.method.pk,
        shipping_name=chosen.method.name_in(store.language),
    )
