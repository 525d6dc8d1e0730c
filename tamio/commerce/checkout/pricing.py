"""What a cart costs a given buyer: its lines as drafts, and their sums."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.checkout.delivering import Delivery, delivery_of, parties_at
from tamio.commerce.checkout.models import Cart, CartLine, lines_of
from tamio.commerce.checkout.plans import (
    CartPlan,
    first_lines,
    plans_of,
    stated_boxes,
    subscribed,
)
from tamio.commerce.checkout.sale_charges import charge_line
from tamio.commerce.checkout.sale_lines import text_line
from tamio.commerce.checkout.stated import Given, Stated, StatedLine, state
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft, VatSum, sums, vat_sums
from tamio.commerce.invoices.split import Taxed, shares
from tamio.commerce.money import round_half_up
from tamio.commerce.shipping.offering import Option
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.selling import FirstDays
from tamio.commerce.vat.amounts import Amounts
from tamio.commerce.vat.price_changes import without_vat
from tamio.commerce.vat.rates import VatClass
from tamio.commerce.vat.treatments import UNTAXED, Parties, Ruling, Treatment, who_pays

_NOTHING = Decimal("0.00")
#: Of a pack's name: what leaves room for the other words of a line.
_MOST_NAME = 170


@dataclass(frozen=True, slots=True)
class Priced:
    """A cart's lines with their amounts, the total, and the VAT per rate. `sold` are the lines by
    the cart's own, by key: of a pack, one for each part. `given` are the offers that it has,
    `delivery` how it is shipped, None if it is not. `gifts`: for whom the gift cards are that are
    bought, by the position of their line. `plans`: what begins with it.
    """

    lines: Sequence[LineDraft]
    total: Amounts
    vat: Sequence[VatSum]
    sold: Mapping[int, Sequence[LineDraft]]
    given: Sequence[Given] = ()
    code_problem: str = ""
    delivery: Delivery | None = None
    gifts: Mapping[int, Gift] = field(default_factory=dict)
    plans: Sequence[FirstDays] = ()

    @property
    def payable_by_card(self) -> Decimal:
        """The most that gift cards can pay: no gift card buys another."""
        bought = sums([line for line in self.lines if line.kind == LineKind.GIFT_CARD])
        return max(self.total.gross - bought.gross, _NOTHING)

    @property
    def shipping(self) -> Amounts:
        return sums([line for line in self.lines if line.kind == LineKind.SHIPPING])


def price_cart(
    *,
    cart: Cart,
    store: Store,
    parties: Parties,
    on_date: date,
    held: Sequence[CartLine] | None = None,
) -> Priced:
    """The lines of the store's cart at that day's prices and rates. Raises vat.UnknownRate.

    A price with VAT is what a consumer pays wherever they live; who owes no VAT pays what is left
    without the VAT that is in it at home. So it is with discounts and with shipping. `held`: the
    cart's lines if they have been read.
    """
    plans = plans_of(cart, store=store)
    stated = _stated(cart, held, plans, store=store, on_date=on_date)
    boxes = stated_boxes(plans, promised=stated.promised, store=store, on_date=on_date)
    sent = replace(stated, lines=[*stated.lines, *boxes])
    delivery = delivery_of(cart=cart, store=store, stated=sent, parties=parties)
    if delivery is not None and delivery.is_collected:
        parties = parties_at(store, parties=parties)
    ruled = _ruled(sent.lines, store=store, parties=parties, on_date=on_date)
    drafts = _drafts(ruled[: len(stated.lines)], store=store)
    with override(store.language):
        lines = list(_with_heads(drafts, store=store))
        firsts, first = first_lines(
            plans,
            promised=stated.promised,
            store=store,
            parties=parties,
            on_date=on_date,
            delivery=delivery,
            before=len(lines),
        )
        lines += first
        given = _with_plans(stated.given, firsts)
        lines += _told(given, cart=cart, store=store)
        lines += _shipping(delivery, ruled, store=store)
    return Priced(
        lines=lines,
        total=sums(lines),
        vat=vat_sums(lines),
        sold=_by_cart_line(drafts),
        given=given,
        code_problem=stated.code_problem,
        delivery=_as_charged(delivery, ruled, store=store),
        # Packs, whose names are lines too, come last.
        gifts={at: line.gift for at, line in enumerate(stated.lines, start=1) if line.gift},
        plans=firsts,
    )


def _stated(
    cart: Cart,
    held: Sequence[CartLine] | None,
    plans: Sequence[CartPlan],
    *,
    store: Store,
    on_date: date,
) -> Stated:
    return state(
        cart=cart,
        held=lines_of(cart) if held is None else held,
        store=store,
        on_date=on_date,
        plans=subscribed(plans, store=store, on_date=on_date),
    )


def _ruled(
    lines: Sequence[StatedLine], *, store: Store, parties: Parties, on_date: date
) -> list[tuple[StatedLine, Ruling]]:
    return [(line, _ruling(line, store=store, parties=parties, on_date=on_date)) for line in lines]


def _ruling(line: StatedLine, *, store: Store, parties: Parties, on_date: date) -> Ruling:
    if line.is_gift_card:
        # Taxed when it is used, wherever its buyer lives (directive 2006/112/EC, article 30b).
        return Ruling(Treatment.DOMESTIC, Decimal(0), "")
    return who_pays(
        parties=parties,
        supply=line.product.supply,
        vat_class=VatClass(line.product.vat_class),
        on_date=on_date,
        own=store.vat_rates,
    )


def _drafts(
    ruled: Sequence[tuple[StatedLine, Ruling]], *, store: Store
) -> list[tuple[StatedLine, LineDraft]]:
    return [(line, _draft(line, ruling, store=store)) for line, ruling in ruled]


def _with_heads(
    drafts: Sequence[tuple[StatedLine, LineDraft]], *, store: Store
) -> Iterable[LineDraft]:
    """The name of each pack before its parts."""
    head: StatedLine | None = None
    for line, draft in drafts:
        if line.pack is not None and line.pack is not head:
            head = line.pack
            yield text_line(_head(head), includes_vat=store.prices_include_vat)
        yield draft


def _head(pack: StatedLine) -> str:
    named = {"name": pack.variant.title[:_MOST_NAME], "quantity": pack.quantity}
    return _("Pack: %(name)s, %(quantity)d pcs") % named


def _by_cart_line(
    drafts: Sequence[tuple[StatedLine, LineDraft]],
) -> dict[int, Sequence[LineDraft]]:
    found: dict[int, list[LineDraft]] = defaultdict(list)
    for line, draft in drafts:
        found[line.key].append(draft)
    return dict(found)


def _draft(line: StatedLine, ruling: Ruling, *, store: Store) -> LineDraft:
    variant, product, quantity = line.variant, line.product, Decimal(line.quantity)
    price = _charged(line.price, line, ruling, store=store)
    return LineDraft(
        kind=LineKind.GIFT_CARD if line.is_gift_card else LineKind.ITEM,
        product_id=product.pk,
        variant_id=variant.pk,
        sku=variant.sku,
        description=variant.title,
        item_type=ItemType(product.item_type),
        quantity=quantity,
        unit=product.unit,
        unit_price=price,
        discount=_discount(line, ruling, full=round_half_up(price * quantity), store=store),
        discount_percent=line.percent,
        vat_rate=ruling.rate,
        vat_treatment=ruling.treatment,
        vat_country=ruling.country,
        includes_vat=store.prices_include_vat,
    )


def _discount(line: StatedLine, ruling: Ruling, *, full: Decimal, store: Store) -> Decimal:
    """Never more than the line's `full` amount: without VAT, both have been rounded."""
    if line.percent is not None:
        return round_half_up(full * line.percent / 100)
    return min(full, _charged(line.discount, line, ruling, store=store))


def _charged(amount: Decimal, line: StatedLine, ruling: Ruling, *, store: Store) -> Decimal:
    """What becomes of a stated amount that is the line's."""
    if ruling.treatment in UNTAXED and store.prices_include_vat:
        return without_vat(amount, rate=line.home_rate)
    return amount


def _with_plans(given: Sequence[Given], firsts: Sequence[FirstDays]) -> list[Given]:
    """With what the code's offer takes off the first charges of plans."""
    return [replace(each, amount=each.amount + _off_plans(each, firsts)) for each in given]


def _off_plans(given: Given, firsts: Sequence[FirstDays]) -> Decimal:
    own = (each for each in firsts if each.promise and each.promise.offer == given.offer.pk)
    return sum((each.discount for each in own), _NOTHING)


def _told(offers: Sequence[Given], *, cart: Cart, store: Store) -> list[LineDraft]:
    """Which offers the discounts on the lines come from."""
    return [
        text_line(_told_of(given, cart), includes_vat=store.prices_include_vat)
        for given in offers
        if given.amount
    ]


def _told_of(given: Given, cart: Cart) -> str:
    if cart.code is not None and cart.code.offer_id == given.offer.pk:
        named = {"name": given.offer.name, "code": cart.code.code}
        return _("Discount: %(name)s (%(code)s)") % named
    return _("Discount: %(name)s") % {"name": given.offer.name}


def _shipping(
    delivery: Delivery | None, ruled: Sequence[tuple[StatedLine, Ruling]], *, store: Store
) -> list[LineDraft]:
    """Freight follows the goods that are shipped, over their rates; what is free is only told."""
    if delivery is None or delivery.chosen is None:
        return []
    words = delivery.chosen.method.name_in(store.language)
    if not delivery.chosen.price:
        return [text_line(words, includes_vat=store.prices_include_vat)]
    return [
        charge_line(LineKind.SHIPPING, words, taxed, amount, includes_vat=store.prices_include_vat)
        for taxed, amount in _split(delivery.chosen.price, ruled, store=store)
        if amount
    ]


def _as_charged(
    delivery: Delivery | None, ruled: Sequence[tuple[StatedLine, Ruling]], *, store: Store
) -> Delivery | None:
    """With prices as this buyer pays them."""
    if delivery is None:
        return None
    charged = {
        option.method.pk: Option(option.method, _freight(option.price, ruled, store=store))
        for option in delivery.options
    }
    return replace(
        delivery,
        options=list(charged.values()),
        chosen=charged[delivery.chosen.method.pk] if delivery.chosen else None,
    )


def _freight(
    price: Decimal, ruled: Sequence[tuple[StatedLine, Ruling]], *, store: Store
) -> Decimal:
    return sum((amount for _taxed, amount in _split(price, ruled, store=store)), _NOTHING)


def _split(
    price: Decimal, ruled: Sequence[tuple[StatedLine, Ruling]], *, store: Store
) -> list[tuple[Taxed, Decimal]]:
    """Highest rate first. By VAT at home too: without it, two that are untaxed cost unlike sums."""
    shipped = [(line, ruling) for line, ruling in ruled if line.is_shipped]
    shipped.sort(key=lambda each: (-each[1].rate, -each[0].home_rate))
    parts = shares(price, weights=[line.amount for line, _ruling in shipped])
    found: dict[Taxed, Decimal] = defaultdict(Decimal)
    for (line, ruling), part in _joined(shipped, parts):
        taxed = Taxed(ruling.rate, ruling.treatment, ItemType.PHYSICAL, ruling.country)
        found[taxed] += _charged(part, line, ruling, store=store)
    return list(found.items())


def _joined(
    shipped: Sequence[tuple[StatedLine, Ruling]], parts: Sequence[Decimal]
) -> list[tuple[tuple[StatedLine, Ruling], Decimal]]:
    """One part for all lines that are taxed alike and had the same VAT in them: rounded once."""
    alike: dict[tuple[Ruling, Decimal], Decimal] = defaultdict(Decimal)
    first: dict[tuple[Ruling, Decimal], tuple[StatedLine, Ruling]] = {}
    for each, part in zip(shipped, parts, strict=True):
        key = (each[1], each[0].home_rate)
        alike[key] += part
        first.setdefault(key, each)
    return [(first[key], part) for key, part in alike.items()]
