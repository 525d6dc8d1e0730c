"""A cart becomes an invoice: customer, stock, number, payment and the fact, or nothing at all."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.parties import parties_of
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.checkout.reach import check_reached
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.register import customer_for
from tamio.commerce.invoices.lines import MOST_AMOUNT
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.payments.models import ALIVE, Attempt, Method, expect_payment
from tamio.commerce.vat.rates import UnknownRate


@dataclass(frozen=True, slots=True)
class Agreed:
    """The sums that a shopper saw, as digits with a point; None for one that was not shown."""

    total: str
    vat: str | None = None

    def check(self, priced: Priced) -> None:
        """Raises ValidationError for sums that are others now."""
        if str(priced.total.gross) != self.total:
            message = _("The total is another one than you saw. Look at it once more.")
            raise ValidationError({"cart": [message]})
        if self.vat is not None and str(priced.total.vat) != self.vat:
            message = _("The VAT is another one than you saw. Look at it once more.")
            raise ValidationError({"cart": [message]})


def place_order(
    *,
    cart: Cart,
    buyer: BuyerDetails,
    now: datetime,
    channel: Channel = Channel.STOREFRONT,
    agreed: Agreed | None = None,
    method: Method = Method.INVOICE,
) -> Invoice:
    """Sells the cart to `buyer`, who pays afterwards by `method`; a cart that is sold already gives
    its invoice. What is paid first is sold by paying.py.

    `agreed` is what the shopper saw: if prices or VAT have changed since, as at midnight, they are
    asked again. Raises ValidationError with the field that is wrong (a field of BuyerDetails, or
    "cart"); then nothing is written.
    """
    checked = buyer.checked()
    check_reached(store=cart.store, buyer=checked)
    with transaction.atomic():
        # The invoice is read after the lock: joined to it, it would be as it was before the wait.
        carts = Cart.objects.select_for_update(of=("self",)).select_related("store")
        locked = carts.get(pk=cart.pk)
        if locked.invoice is not None:
            return locked.invoice
        if Attempt.objects.filter(order__cart=locked, progress__in=ALIVE).exists():
            raise ValidationError({"cart": [_("The order is being paid in another window.")]})
        priced = agreed_price(locked, buyer=checked, agreed=agreed, now=now)
        return _sell(locked, priced, buyer=checked, now=now, channel=channel, method=method)


def agreed_price(
    cart: Cart, *, buyer: BuyerDetails, agreed: Agreed | None, now: datetime
) -> Priced:
    """What the cart costs `buyer` now. Raises ValidationError if that is not what they saw."""
    priced = _price(cart, buyer=buyer, on_date=cart.store.date_of(now))
    if agreed is not None:
        agreed.check(priced)
    return priced


def _sell(
    cart: Cart,
    priced: Priced,
    *,
    buyer: BuyerDetails,
    now: datetime,
    channel: Channel,
    method: Method,
) -> Invoice:
    _take_from_stock(cart)
    invoice = draft_invoice(
        store=cart.store,
        customer=customer_for(store=cart.store, buyer=buyer, now=now),
        lines=priced.lines,
        currency=cart.store.currency,
        prices_include_vat=cart.store.prices_include_vat,
        channel=channel,
        delivery=buyer.delivery,
        buyer_reference=buyer.reference,
    )
    invoice.issue(now=now)
    expect_payment(invoice=invoice, method=method)
    cart.invoice = invoice
    cart.save(update_fields=["invoice"])
    return invoice


def _price(cart: Cart, *, buyer: BuyerDetails, on_date: date) -> Priced:
    parties = parties_of(store=cart.store, buyer=buyer, on_date=on_date)
    try:
        priced = price_cart(cart=cart, store=cart.store, parties=parties, on_date=on_date)
    except UnknownRate:
        raise ValidationError(
            {"country": [_("Something in the cart cannot be sold to this country.")]}
        ) from None
    if not priced.lines:
        raise ValidationError({"cart": [_("The cart is empty.")]})
    if priced.total.gross > MOST_AMOUNT:
        raise ValidationError({"cart": [_("The cart sums to more than one invoice can hold.")]})
    return priced


def _take_from_stock(cart: Cart) -> None:
    # In one order for all carts, or two of them could each hold what the other waits for.
    for line in cart.lines.select_related("product").order_by("product_id"):
        name = line.product.name
        if not line.product.active:
            raise ValidationError(
                {"cart": [_("“%(name)s” is no longer for sale. Take it out.") % {"name": name}]}
            )
        if not line.product.reserve(quantity=line.quantity):
            raise ValidationError(
                {"cart": [_("There are not enough of “%(name)s” left.") % {"name": name}]}
            )
