"""A cart that is paid first: the order is fixed, the buyer pays, and then it is sold.

The invoice is issued when the money is there and not before: an abandoned payment leaves no
invoice to credit, and no order in anybody's books. See docs/decisions.
"""

from datetime import datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.checkout.cards import UsesOf, left_to_pay, locked_uses, uses_of
from tamio.commerce.checkout.delivering import collecting
from tamio.commerce.checkout.holding import hold, let_go, take_late
from tamio.commerce.checkout.models import Cart, lines_of
from tamio.commerce.checkout.orders import PendingOrder
from tamio.commerce.checkout.place_order import (
    Agreed,
    agreed_price,
    is_being_paid,
    sells_cards,
    used_code,
)
from tamio.commerce.checkout.plans import sell_plans
from tamio.commerce.checkout.reach import check_reached
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.register import customer_for
from tamio.commerce.fulfilment.shipping import await_shipment
from tamio.commerce.giftcards import using
from tamio.commerce.giftcards.issuing import order_cards
from tamio.commerce.giftcards.ledger import locked as locked_cards
from tamio.commerce.invoices.lines import sums
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.links.orders import open_link
from tamio.commerce.offers.redeeming import confirm, hold_use, release
from tamio.commerce.payments.attempts import close, new_attempt
from tamio.commerce.payments.models import ALIVE, Attempt, Method, Progress, expect_payment
from tamio.commerce.payments.providers.port import ProviderError


def start_payment(
    *,
    cart: Cart,
    buyer: BuyerDetails,
    method: Method,
    agreed: Agreed | None,
    return_url: str,
    language: str,
    key: UUID,
    now: datetime,
) -> Attempt | Invoice:
    """The try by which the cart is paid, or the invoice if it is sold already.

    Begun twice with the same contents and buyer it is the same try, so that two tabs pay once; with
    others, the earlier try is closed first. `return_url` ends with `key`. Raises ValidationError as
    `place_order` does, and where the earlier try may still be paid.
    """
    checked = buyer.checked()
    check_reached(store=cart.store, buyer=checked)
    wanted = _order(cart, checked, agreed=agreed, now=now)
    earlier = alive_attempt(cart)
    if earlier is not None:
        if earlier.method == method and earlier.order.is_same(wanted):
            return earlier
        end_earlier(cart, now=now)
    with transaction.atomic():
        # The invoice is read after the lock: joined to it, it would be as it was before the wait.
        locked = (
            Cart.objects.select_for_update(of=("self",)).select_related("store").get(pk=cart.pk)
        )
        if locked.invoice is not None:
            return locked.invoice
        order = _order(locked, checked, agreed=agreed, now=now, by_cards=locked_uses)
        meanwhile = alive_attempt(locked)
        if meanwhile is not None:
            if meanwhile.method == method and meanwhile.order.is_same(order):
                return meanwhile
            raise ValidationError({"cart": [_("The order is being paid in another window.")]})
        return _open(
            order, method=method, return_url=return_url, language=language, key=key, now=now
        )


def alive_attempt(cart: Cart) -> Attempt | None:
    """The try by which this cart may still be paid."""
    if not is_being_paid(cart):  # as most: only the few are asked for with their order
        return None
    alive = Attempt.objects.filter(order__cart=cart, progress__in=ALIVE)
    return alive.select_related("order", "store").first()


def end_earlier(cart: Cart, *, now: datetime) -> None:
    """Sees to it that no try of this cart can be paid any more. Outside of any transaction.

    One that has been paid sells the cart. Raises ValidationError where it may still be paid.
    """
    earlier = alive_attempt(cart)
    if earlier is None:
        return
    try:
        ended = close(earlier, now=now)
    except ProviderError:
        message = _("The payment that you began cannot be ended just now. Try again in a minute.")
        raise ValidationError({"cart": [message]}) from None
    if ended.progress == Progress.PROCESSING:
        message = _("Your payment is being handled by your bank. Wait until it is settled.")
        raise ValidationError({"cart": [message]})


def place_paid(attempt: Attempt, now: datetime) -> Invoice:
    """The invoice of an order that is paid; the cart's own if it was sold meanwhile.

    In the transaction of the attempt. It refuses nothing: the buyer has paid for what was agreed.
    """
    order = PendingOrder.objects.select_related("cart__store").get(attempt=attempt)
    cart = Cart.objects.select_for_update(of=("self",)).get(pk=order.cart_id)
    if cart.invoice is not None:
        _release(order, now=now)
        return cart.invoice
    # Before the number, as every sale that is paid by card: so no two wait for each other.
    locked_cards(pk for pk, _amount in order.shares())
    lines, buyer = order.drafts(), order.buyer_details()
    invoice = draft_invoice(
        store=attempt.store,
        customer=customer_for(store=attempt.store, buyer=buyer, now=now),
        lines=lines,
        currency=attempt.currency,
        prices_include_vat=order.prices_include_vat,
        channel=Channel.STOREFRONT,
        delivery=buyer.delivery,
        buyer_reference=buyer.reference,
    )
    invoice.issue(now=now)
    if attempt.progress == Progress.CLOSED:
        take_late(order.pieces(), document=str(invoice.number), now=now)
    if order.code is not None:
        confirm(
            code=order.code, held_for=cart.key, invoice=invoice, amount=order.code_amount, now=now
        )
    if sells_cards(lines):
        order_cards(invoice=invoice, gifts=order.given(), now=now)
        cart.forget_gifts()
    expect_payment(invoice=invoice, method=Method(attempt.method))
    sell_plans(
        order.first_days(),
        invoice=invoice,
        method=Method(attempt.method),
        language=attempt.language,
        now=now,
    )
    open_link(invoice=invoice, language=attempt.language, now=now)
    await_shipment(invoice=invoice, lines=lines)
    using.pay_late(invoice, order.shares(), held_for=cart.key, now=now)
    cart.invoice = invoice
    cart.save(update_fields=["invoice"])
    return invoice


def let_go_of(attempt: Attempt, now: datetime) -> None:
    """What was kept for it can be sold to others. In the transaction of the attempt."""
    order = PendingOrder.objects.filter(attempt=attempt).first()
    if order is not None:
        _release(order, now=now)


def _release(order: PendingOrder, *, now: datetime) -> None:
    let_go(order.held, now=now)
    release(held_for=order.cart.key)
    using.release(held_for=order.cart.key)
    order.held = {}
    order.save(update_fields=["held"])


def _order(
    cart: Cart,
    buyer: BuyerDetails,
    *,
    agreed: Agreed | None,
    now: datetime,
    by_cards: UsesOf = uses_of,
) -> PendingOrder:
    """What is agreed, unsaved. `by_cards` says what gift cards pay of it."""
    lines = lines_of(cart)
    priced = agreed_price(cart, lines, buyer=buyer, agreed=agreed, now=now)
    uses = by_cards(cart, priced, today=cart.store.date_of(now))
    if agreed is not None:
        agreed.check_cards(priced, uses)
    order = PendingOrder(cart=cart, prices_include_vat=cart.store.prices_include_vat)
    used = used_code(cart, priced)
    if used is not None:
        order.code, order.code_amount = used
    if priced.delivery is not None and priced.delivery.is_collected:
        buyer = collecting(buyer, store=cart.store)
    order.fill(buyer=buyer, lines=priced.lines, plans=priced.plans)
    order.cards = [[use.card.pk, str(use.amount)] for use in uses]
    order.gifts = {str(at): gift.stored() for at, gift in priced.gifts.items()}
    if not left_to_pay(priced, uses):
        raise ValidationError({"pay_by": [_("There is nothing to pay. Choose another way.")]})
    return order


def _open(
    order: PendingOrder, *, method: Method, return_url: str, language: str, key: UUID, now: datetime
) -> Attempt:
    store, lines = order.cart.store, order.drafts()
    order.held = hold(order.cart, lines_of(order.cart), now=now)
    if order.code is not None:
        email = order.buyer_details().email
        hold_use(
            code=order.code, held_for=order.cart.key, email=email, amount=order.code_amount, now=now
        )
    using.hold(order.shares(), held_for=order.cart.key)
    order.attempt = new_attempt(
        store=store,
        method=method,
        amount=sums(lines).gross - sum(amount for _pk, amount in order.shares()),
        currency=store.currency,
        description=store.name,
        return_url=return_url,
        language=language,
        now=now,
        key=key,
        # Renewals are drawn from the card that the first days were paid with.
        saves_card=bool(order.plans),
    )
    order.save()
    return order.attempt
