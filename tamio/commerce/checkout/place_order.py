"""A cart becomes an invoice: customer, stock, number, payment and the fact, or nothing at all."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import Reason, StockMovement, Variant
from tamio.commerce.catalogue.packs.contents import parts_of
from tamio.commerce.checkout.cards import left_to_pay, locked_uses
from tamio.commerce.checkout.delivering import collecting
from tamio.commerce.checkout.models import Cart, CartLine, lines_of
from tamio.commerce.checkout.plans import boxes_of, check_plans, plans_of, sell_plans
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.checkout.reach import check_reached
from tamio.commerce.checkout.reserving import pieces_in, promised_to_others
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.customers.register import customer_for
from tamio.commerce.fulfilment.shipping import await_shipment
from tamio.commerce.giftcards.issuing import order_cards
from tamio.commerce.giftcards.using import Use, pay
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import MOST_AMOUNT, LineDraft
from tamio.commerce.invoices.models import Channel, Invoice, draft_invoice
from tamio.commerce.links.orders import open_link
from tamio.commerce.offers.models import OfferCode
from tamio.commerce.offers.redeeming import redeem
from tamio.commerce.payments.models import ALIVE, Attempt, Method, expect_payment
from tamio.commerce.vat.rates import UnknownRate
from tamio.prepared import Prepared


@dataclass(frozen=True, slots=True)
class Agreed:
    """The sums that a shopper saw, as digits with a point; None for one that was not shown.
    `plans`: which terms, as `told_plans` writes them; `packs`: what they hold, as `told_packs`.
    """

    total: str
    vat: str | None = None
    to_pay: str | None = None
    plans: str | None = None
    packs: str | None = None

    def check(self, priced: Priced) -> None:
        """Raises ValidationError for sums that are others now."""
        if str(priced.total.gross) != self.total:
            message = _("The total is another one than you saw. Look at it once more.")
            raise ValidationError({"cart": [message]})
        if self.vat is not None and str(priced.total.vat) != self.vat:
            message = _("The VAT is another one than you saw. Look at it once more.")
            raise ValidationError({"cart": [message]})
        if self.plans is not None and told_plans(priced) != self.plans:
            message = _("The terms of a subscription have changed. Look at them once more.")
            raise ValidationError({"cart": [message]})

    def check_packs(self, lines: Sequence[CartLine]) -> None:
        """Raises ValidationError if a pack holds something else than was shown."""
        if self.packs is not None and told_packs(lines) != self.packs:
            message = _("What a pack holds has changed. Look at it once more.")
            raise ValidationError({"cart": [message]})

    def check_cards(self, priced: Priced, uses: Sequence[Use]) -> None:
        """Raises ValidationError if gift cards pay another sum than was shown."""
        if self.to_pay is not None and str(left_to_pay(priced, uses)) != self.to_pay:
            message = _(
                "What is left to pay after gift cards is another sum than you saw: a card has been"
                " used elsewhere. Look at it once more."
            )
            raise ValidationError({"cart": [message]})


def told_plans(priced: Priced) -> str:
    """Which versions of plans were shown, and what a code promised them."""
    return ",".join(
        f"{each.version} {each.promise.told}" if each.promise else str(each.version)
        for each in priced.plans
    )


def told_packs(lines: Sequence[CartLine]) -> str:
    """What was shown of each pack: a digest of its parts; "" without packs."""
    packs = [line.variant for line in lines if line.variant.product.is_pack]
    return ",".join(f"{each.pk}-{_digest_of(parts_of(each))}" for each in packs)


def _digest_of(parts: Sequence[tuple[Variant, int]]) -> str:
    told = ",".join(f"{variant.pk}x{quantity}" for variant, quantity in parts)
    return hashlib.sha256(told.encode()).hexdigest()[:12]


def place_order(
    *,
    cart: Cart,
    buyer: BuyerDetails,
    now: datetime,
    channel: Channel = Channel.STOREFRONT,
    agreed: Agreed | None = None,
    method: Method = Method.INVOICE,
    language: str | None = None,
) -> Invoice:
    """Sells the cart to `buyer`, who pays afterwards by `method`; a cart that is sold already gives
    its invoice. What is paid first is sold by paying.py.

    It goes by the cart's shipping method, with its code, and its gift cards pay first.

    `agreed` is what the shopper saw: if prices or VAT have changed since, as at midnight, they are
    asked again. `language` is what the buyer reads: letters are written in it. Raises
    ValidationError with the field that is wrong (a field of BuyerDetails, "shipping" or "cart");
    then nothing is written.
    """
    checked = buyer.checked()
    check_reached(store=cart.store, buyer=checked)
    with transaction.atomic():
        # The invoice is read after the lock: joined to it, it would be as it was before the wait.
        locked = _LOCKED.rows(cart.pk)[0]
        if locked.invoice is not None:
            return locked.invoice
        locked.store = cart.store
        if is_being_paid(locked):
            raise ValidationError({"cart": [_("The order is being paid in another window.")]})
        lines = lines_of(locked)
        priced = agreed_price(locked, lines, buyer=checked, agreed=agreed, now=now)
        uses = locked_uses(locked, priced, today=locked.store.date_of(now))
        if agreed is not None:
            agreed.check_cards(priced, uses)
        if uses and not left_to_pay(priced, uses):
            method = Method.GIFT_CARD
        invoice = _sell(
            locked, lines, priced, buyer=checked, now=now, channel=channel, method=method
        )
        sell_plans(priced.plans, invoice=invoice, method=method, language=language, now=now)
        open_link(invoice=invoice, language=language, now=now)
        await_shipment(invoice=invoice, lines=priced.lines)
        pay(invoice, uses, now=now)
        return invoice


def is_being_paid(cart: Cart) -> bool:
    """Whether money may still come by a try that was begun for it. One query."""
    return bool(_PAYING.rows(cart.pk))


_PAYING = Prepared(
    lambda cart: Attempt.objects.filter(order__cart=cart, progress__in=ALIVE)[:1], int
)
_LOCKED = Prepared(lambda pk: Cart.objects.select_for_update(of=("self",)).filter(pk=pk), int)


def agreed_price(
    cart: Cart,
    lines: Sequence[CartLine],
    *,
    buyer: BuyerDetails,
    agreed: Agreed | None,
    now: datetime,
) -> Priced:
    """What the cart's `lines` cost `buyer` now. Raises ValidationError if that is not what they
    saw.
    """
    priced = _price(cart, lines, buyer=buyer, on_date=cart.store.date_of(now))
    if agreed is not None:
        agreed.check(priced)
        agreed.check_packs(lines)
    return priced


def take_from_stock(
    cart: Cart, lines: Sequence[CartLine], *, now: datetime, reason: Reason = Reason.SOLD
) -> list[StockMovement]:
    """The movements, unsaved. Raises ValidationError ("cart") for what cannot be had."""
    plans = plans_of(cart, store=cart.store)
    check_plans(plans, now=now)
    for line in lines:
        if not line.variant.is_for_sale(now=now):
            raise ValidationError(
                {"cart": [_("“%(name)s” is no longer for sale. Take it out.") % _named(line)]}
            )
    every = [*lines, *boxes_of(plans)]
    wanted = pieces_in(every)
    if not wanted:
        return []
    variants = stock.locked(wanted)
    promised = promised_to_others(wanted, cart=cart, now=now)
    try:
        taken = stock.take(
            variants=variants, wanted=wanted, promised=promised, now=now, reason=reason
        )
    except stock.TooFew as few:
        raise ValidationError({"cart": [_too_few(few, every)]}) from None
    cart.reservations.all().delete()
    return taken


def _sell(
    cart: Cart,
    lines: Sequence[CartLine],
    priced: Priced,
    *,
    buyer: BuyerDetails,
    now: datetime,
    channel: Channel,
    method: Method,
) -> Invoice:
    taken = take_from_stock(cart, lines, now=now)
    if priced.delivery is not None and priced.delivery.is_collected:
        buyer = collecting(buyer, store=cart.store)
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
    stock.record(taken, document=str(invoice.number))
    _redeem(cart, priced, invoice=invoice, now=now)
    if sells_cards(priced.lines):
        order_cards(invoice=invoice, gifts=priced.gifts, now=now)
        cart.forget_gifts()
    expect_payment(invoice=invoice, method=method)
    cart.invoice = invoice
    cart.save(update_fields=["invoice"])
    return invoice


def _price(cart: Cart, lines: Sequence[CartLine], *, buyer: BuyerDetails, on_date: date) -> Priced:
    store = cart.store
    parties = parties_of(store=store, buyer=buyer, on_date=on_date)
    try:
        priced = price_cart(cart=cart, store=store, parties=parties, on_date=on_date, held=lines)
    except UnknownRate:
        raise ValidationError(
            {"country": [_("Something in the cart cannot be sold to this country.")]}
        ) from None
    if not priced.lines:
        raise ValidationError({"cart": [_("The cart is empty.")]})
    if priced.total.gross > MOST_AMOUNT:
        raise ValidationError({"cart": [_("The cart sums to more than one invoice can hold.")]})
    _check_delivery(priced, buyer=buyer)
    return priced


def _check_delivery(priced: Priced, *, buyer: BuyerDetails) -> None:
    delivery = priced.delivery
    if delivery is None or delivery.chosen is not None:
        return
    if delivery.is_gone and delivery.options:
        message = _("What you chose is not to be had for this order. Choose how it is delivered.")
        raise ValidationError({"shipping": [message]})
    field = "delivery_country" if buyer.delivery_country else "country"
    raise ValidationError({field: [_("The shop has no way to deliver this to the country.")]})


def sells_cards(lines: Sequence[LineDraft]) -> bool:
    return any(line.kind == LineKind.GIFT_CARD for line in lines)


def used_code(cart: Cart, priced: Priced) -> tuple[OfferCode, Decimal] | None:
    """The cart's code and what it takes off; None if its offer gives nothing."""
    code = cart.code
    given = [each for each in priced.given if code and each.offer.pk == code.offer_id]
    return (code, given[0].amount) if code is not None and given else None


def _redeem(cart: Cart, priced: Priced, *, invoice: Invoice, now: datetime) -> None:
    used = used_code(cart, priced)
    if used is not None:
        code, amount = used
        redeem(code=code, invoice=invoice, amount=amount, now=now)


def _named(line: CartLine) -> dict[str, str]:
    return {"name": line.variant.title}


def _too_few(few: stock.TooFew, lines: Sequence[CartLine]) -> str:
    said = {"left": few.left, "name": few.variant.title}
    if few.variant.pk not in {line.variant_id for line in lines}:
        return _too_few_in_a_pack(few, lines)
    if not few.left:
        return _("“%(name)s” is sold out. Take it out.") % said
    words = ngettext(
        "There is only %(left)d left of “%(name)s”. Change the quantity.",
        "There are only %(left)d left of “%(name)s”. Change the quantity.",
        few.left,
    )
    return words % said


def _too_few_in_a_pack(few: stock.TooFew, lines: Sequence[CartLine]) -> str:
    holding = (
        line.variant.title
        for line in lines
        if few.variant in [part for part, _quantity in parts_of(line.variant)]
    )
    said = {"left": few.left, "name": few.variant.title, "pack": next(holding)}
    words = ngettext(
        "There is only %(left)d left of “%(name)s”, a part of “%(pack)s”.",
        "There are only %(left)d left of “%(name)s”, a part of “%(pack)s”.",
        few.left,
    )
    return words % said + " " + _("Change the quantity.")
