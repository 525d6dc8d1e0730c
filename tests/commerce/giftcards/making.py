"""Gift cards for tests: for sale, sold, paid and in somebody's hand."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.checkout.cards import add_card
from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.giftcards.issuing import give_card
from tamio.commerce.giftcards.models import CardMove, GiftCard
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means
from tamio.commerce.payments.receiving import Money, receive
from tamio.commerce.stores.models import Store
from tests.factories import NOW, buyer, make_cart, make_product

BY = "anna@example.com"


def make_card_product(*, store: Store, amount: str = "500.00", **fields: Any) -> Product:
    given: dict[str, Any] = {
        "item_type": ItemType.GIFT_CARD,
        "name": "Presentkort",
        "price": Decimal(amount),
    }
    return make_product(store=store, **given | fields)


def given_card(*, store: Store, amount: str = "500.00", now: datetime = NOW) -> GiftCard:
    """In force, without a sale."""
    gift = Gift(amount=Decimal(amount), recipient_email="kim@example.com")
    return give_card(store=store, gift=gift, language="sv", reason="Kompensation", by=BY, now=now)


def sold_card(
    *, store: Store, amount: str = "500.00", quantity: int = 1, **gift: Any
) -> tuple[Invoice, list[GiftCard]]:
    """Sold on invoice, not paid yet."""
    product = make_card_product(store=store, amount=amount)
    cart = make_cart(store=store, contents={} if gift else {product: quantity})
    if gift:
        given = Gift(amount=Decimal(amount), **gift)
        cart.put_gift(variant=product.lead, gift=given.checked(today=store.date_of(NOW)))
    invoice = place_order(cart=cart, buyer=buyer(), now=NOW, language="sv")
    return invoice, cards_of(invoice)


def pay_all(invoice: Invoice, *, now: datetime = NOW) -> None:
    payment = invoice.payments.get()
    money = Money(
        amount=payment.left, currency=invoice.currency, means=Means.BANK,
        paid_on=invoice.store.date_of(now),
    )  # fmt: skip
    receive(invoice=invoice, money=money, by=BY, now=now)


def cards_of(invoice: Invoice) -> list[GiftCard]:
    return list(GiftCard.objects.filter(line__invoice=invoice).order_by("pk"))


def buy_with(*cards: GiftCard, price: str = "199.00", now: datetime = NOW) -> Invoice:
    """Goods of that price, paid with the cards as far as they go, the rest on invoice."""
    return place_order(cart=cart_with(*cards, price=price, now=now), buyer=buyer(), now=now)


def cart_with(*cards: GiftCard, price: str = "199.00", now: datetime = NOW) -> Cart:
    store = cards[0].store
    goods = make_product(store=store, price=Decimal(price))
    cart = make_cart(store=store, contents={goods: 1})
    for card in cards:
        add_card(cart, written=card.shown_code, now=now)
    return cart


def balance(card: GiftCard) -> Decimal:
    """As it is kept, which is the sum of what has happened to it."""
    card.refresh_from_db()
    moves = CardMove.objects.filter(card=card).values_list("amount", flat=True)
    assert sum(moves, Decimal(0)) == card.balance
    return card.balance
