"""A cart as its page shows it: what each line costs, what stands in its way, what it sums to."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import PackPart, Variant
from tamio.commerce.catalogue.packs.contents import parts_of
from tamio.commerce.checkout.cards import cards_in, left_to_pay
from tamio.commerce.checkout.delivering import Delivery
from tamio.commerce.checkout.models import MOST_OF_ONE, Cart, CartLine, lines_of
from tamio.commerce.checkout.place_order import told_packs, told_plans
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.checkout.reserving import free_for_lines, pieces_in
from tamio.commerce.checkout.stated import Given
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.giftcards.using import Use, plan
from tamio.commerce.invoices.legal_notes import legal_notes
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.rates import UnknownRate
from tamio.commerce.vat.treatments import Parties
from tamio.storefront.forms.cart import refusal
from tamio.storefront.plans import PlanHeld, plans_held

_NOTHING = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class BasketLine:
    """`amount` and `price`, of one, include VAT if the store's prices do; no `amount` if the sale
    cannot be priced. `discount` is taken off in `amount`; `holds` is what a pack holds. `problem`
    is "" if the line can be bought. `written` is what the shopper asked for. `gift`: for whom a
    gift card is that has a line of its own, which is `pk`.
    """

    variant: Variant
    quantity: int
    price: Decimal
    amount: Decimal | None
    discount: Decimal
    holds: Sequence[PackPart]
    problem: str
    written: str
    most: int
    is_for_sale: bool
    comes_later: bool
    pk: int = 0
    gift: Gift | None = None


@dataclass(frozen=True, slots=True)
class Basket:
    """A cart with lines. `priced` is None if something in it cannot be sold to the buyer. `code` is
    for an offer, "" if there is none. `uses`: what gift cards pay; `cards`, those that were given.
    `agreed_packs`: as `agreed_total`, what the packs hold that the shopper saw. `needs_keeping`:
    whether something may have to be kept for them while they are at the checkout.
    """

    key: UUID
    lines: Sequence[BasketLine]
    priced: Priced | None
    notes: Sequence[str]
    code: str = ""
    uses: Sequence[Use] = ()
    cards: Sequence[GiftCard] = ()
    plans: Sequence[PlanHeld] = ()
    agreed_packs: str = ""
    needs_keeping: bool = True

    @property
    def pieces(self) -> int:
        lines = sum(line.quantity for line in self.lines)
        return lines + sum(plan.quantity for plan in self.plans)

    @property
    def delivery(self) -> Delivery | None:
        """How it is shipped; None if it is not, or nothing is known of that."""
        return self.priced.delivery if self.priced else None

    @property
    def offered(self) -> Sequence[Given]:
        """The offers, and what each takes off now."""
        return self.priced.given if self.priced else ()

    @property
    def can_be_bought(self) -> bool:
        return self.priced is not None and not self.has_problems

    @property
    def has_problems(self) -> bool:
        """Whether something has to be changed or taken out."""
        lines = any(line.problem for line in self.lines)
        return lines or any(plan.problem for plan in self.plans)

    @property
    def agreed_total(self) -> str:
        """What the form sends back as the total the shopper saw: digits and a point in any
        language; "" if there is none.
        """
        return str(self.priced.total.gross) if self.priced else ""

    @property
    def agreed_vat(self) -> str:
        """As `agreed_total`: at midnight the VAT can change though the total stays."""
        return str(self.priced.total.vat) if self.priced else ""

    @property
    def to_pay(self) -> Decimal:
        """What is left when gift cards have paid; nothing if the cart cannot be priced."""
        return left_to_pay(self.priced, self.uses) if self.priced else Decimal("0.00")

    @property
    def agreed_to_pay(self) -> str:
        """As `agreed_total`: a card may be used elsewhere meanwhile."""
        return str(self.to_pay) if self.priced else ""

    @property
    def agreed_plans(self) -> str:
        """As `agreed_total`: the terms that the shopper read."""
        return told_plans(self.priced) if self.priced else ""

    @property
    def idle_cards(self) -> Sequence[GiftCard]:
        """Those that pay nothing: used up meanwhile, or there is nothing left to pay."""
        paying = {use.card.pk for use in self.uses}
        return [card for card in self.cards if card.pk not in paying]

    @property
    def is_covered(self) -> bool:
        """Whether gift cards pay it all."""
        return bool(self.uses) and not self.to_pay

    @property
    def is_untaxed(self) -> bool:
        """Whether no line carries VAT because of who buys: the notes say why."""
        return bool(self.notes) and self.priced is not None and not self.priced.total.vat


@dataclass(frozen=True, slots=True)
class Refused:
    """A change to one line that could not be made: shown at that line, with what was written."""

    sku: str
    written: str
    problem: str


def basket_of(
    *,
    cart: Cart | None,
    store: Store,
    parties: Parties,
    now: datetime,
    refused: Refused | None = None,
    pictures: bool = False,
) -> Basket | None:
    """What the cart holds at today's prices for `parties`; None if it holds nothing. `pictures` are
    read for a page that shows them.
    """
    lines = lines_of(cart) if cart else []
    if cart is None or not (lines or cart.plans.exists()):
        return None
    if pictures:
        prefetch_related_objects(lines, "variant__product__images")
    priced = _priced(cart, lines, store=store, parties=parties, on_date=store.date_of(now))
    drafts = priced.lines if priced else []
    sold = priced.sold if priced else {}
    cards = cards_in(cart)
    free = free_for_lines(lines, cart=cart, now=now)
    plans = plans_held(cart, store=store, priced=priced, now=now)
    return Basket(
        key=cart.key,
        lines=[
            _line(
                line,
                sold.get(line.pk),
                free[line.pk],
                refused,
                store,
                now,
                shares_stock=not pieces_in([line]).keys().isdisjoint(pieces_in(lines[:at])),
            )
            for at, line in enumerate(lines)
        ],
        priced=priced,
        notes=legal_notes(drafts),
        code=cart.code.code if cart.code else "",
        uses=_uses(cart, priced, cards, today=store.date_of(now)),
        cards=cards,
        plans=plans,
        agreed_packs=told_packs(lines),
        needs_keeping=bool(plans or pieces_in(lines)),
    )


def _uses(
    cart: Cart, priced: Priced | None, cards: Sequence[GiftCard], *, today: date
) -> Sequence[Use]:
    if priced is None:
        return ()
    return plan(
        cards, most=priced.payable_by_card, currency=cart.store.currency, today=today,
        held_for=cart.key,
    )  # fmt: skip


def _priced(
    cart: Cart, lines: Sequence[CartLine], *, store: Store, parties: Parties, on_date: date
) -> Priced | None:
    """By the method that was chosen; where that is not to be had, by the first that is."""
    price = partial(
        price_cart, cart=cart, store=store, parties=parties, on_date=on_date, held=lines
    )
    try:
        priced = price()
        if priced.delivery is not None and priced.delivery.is_gone:
            cart.shipping_method = None
            priced = price()
    except UnknownRate:
        return None
    return priced


def _line(
    line: CartLine,
    sold: Sequence[LineDraft] | None,
    free: int | None,
    refused: Refused | None,
    store: Store,
    now: datetime,
    *,
    shares_stock: bool,
) -> BasketLine:
    variant = line.variant
    variant.product.store = store
    problem = refusal(variant=variant, wanted=line.quantity, free=free, now=now)
    written = str(line.quantity)
    if problem and shares_stock:
        problem = str(_("Together with what stands above, it is more than there is."))
    if refused is not None and refused.sku == variant.sku:
        problem, written = refused.problem, refused.written
    gift = line.given
    return BasketLine(
        variant=variant,
        quantity=line.quantity,
        price=gift.amount if gift else variant.price_on(store.date_of(now)),
        amount=sum(map(_amount, sold), _NOTHING) if sold else None,
        discount=_discount(line, sold, on_date=store.date_of(now)) if sold else _NOTHING,
        holds=variant.product.contents,
        problem=problem,
        written=written,
        most=MOST_OF_ONE if free is None else min(MOST_OF_ONE, free),
        is_for_sale=variant.is_for_sale(now=now),
        comes_later=any(
            part.backorder and (part.stock or 0) < quantity * line.quantity
            for part, quantity in parts_of(variant)
            if part.stock is not None
        ),
        pk=line.pk,
        gift=gift,
    )


def _discount(line: CartLine, sold: Sequence[LineDraft], *, on_date: date) -> Decimal:
    """What offers took off. On the lines of a pack is also what it costs less than its parts."""
    if not line.variant.product.is_pack:
        return sum((draft.discount for draft in sold), _NOTHING)
    full = line.variant.price_on(on_date) * line.quantity
    return max(full - sum(map(_amount, sold), _NOTHING), _NOTHING)


def _amount(draft: LineDraft) -> Decimal:
    return draft.gross if draft.includes_vat else draft.net
