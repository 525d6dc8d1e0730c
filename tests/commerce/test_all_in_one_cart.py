"""A pack, a gift card and a plan in one cart: each keeps its own line of the one invoice."""

from decimal import Decimal

import pytest

from tamio.commerce.checkout.place_order import place_order
from tamio.commerce.checkout.plans import put_plan
from tamio.commerce.giftcards.gifts import Gift
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.subscriptions.models import Charge, Subscription
from tests.commerce.giftcards.making import cards_of, make_card_product
from tests.commerce.subscriptions.making import plan_of
from tests.factories import NOW, buyer, make_cart, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db


def test_what_is_said_of_a_gift_card_and_of_a_plan_stays_with_its_own_line() -> None:
    """The name of a pack is a line before its parts, which moves all that come after."""
    store = make_store()
    parts = {make_product(store=store, price=Decimal(100)): 1, make_product(store=store): 2}
    cart = make_cart(store=store, contents={make_pack(store=store, holds=parts): 1})
    gift = Gift(amount=Decimal(500), recipient_name="Kim", recipient_email="kim@example.com")
    card = make_card_product(store=store, amount="500.00")
    cart.put_gift(variant=card.lead, gift=gift.checked(today=store.date_of(NOW)))
    put_plan(cart, plan=plan_of(store, "149.00"), quantity=1)

    invoice = place_order(cart=cart, buyer=buyer(), now=NOW, language="sv")

    lines = list(invoice.lines.order_by("position"))
    assert [line.kind for line in lines] == [
        LineKind.GIFT_CARD, LineKind.TEXT, LineKind.ITEM, LineKind.ITEM, LineKind.ITEM,
    ]  # fmt: skip
    (sold,) = cards_of(invoice)
    assert (sold.line, sold.recipient_email) == (lines[0], "kim@example.com")
    charge = Charge.objects.get(line__subscription=Subscription.objects.get())
    assert (charge.invoice, charge.position) == (invoice, lines[4].position)
    assert lines[4].gross == Decimal("149.00")
