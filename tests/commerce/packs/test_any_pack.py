"""Any pack of any parts at any price is sold for that price, and its VAT adds up."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.vat.rates import VatClass
from tests.commerce.offers.making import make_code, make_offer
from tests.factories import NOW, buyer, make_cart, make_pack, make_product, make_store

pytestmark = pytest.mark.django_db

PRICES = st.decimals(0, 2000, places=2)
PART = st.tuples(
    PRICES,
    st.integers(1, 9),
    st.sampled_from([VatClass.STANDARD, VatClass.FOOD, VatClass.BOOKS, VatClass.EXEMPT]),
)
OFFER = st.none() | st.tuples(st.sampled_from(["percent", "amount"]), st.decimals(1, 90, places=2))
BUYERS = st.sampled_from([buyer(), buyer(country="US", postal_code="10001")])


class AnyPack(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @given(
        parts=st.lists(PART, min_size=2, max_size=5), price=PRICES,
        percent=st.none() | st.decimals(0, 100, places=2), many=st.integers(1, 7), offer=OFFER,
        code=OFFER, to=BUYERS, includes_vat=st.booleans(),
    )  # fmt: skip
    def test_its_lines_are_its_price_to_the_ore(
        self,
        parts: list[tuple[Decimal, int, VatClass]],
        price: Decimal,
        percent: Decimal | None,
        many: int,
        offer: tuple[str, Decimal] | None,
        code: tuple[str, Decimal] | None,
        to: BuyerDetails,
        includes_vat: bool,
    ) -> None:
        store = make_store(prices_include_vat=includes_vat)
        holds = {
            make_product(store=store, price=each, vat_class=vat_class): quantity
            for each, quantity, vat_class in parts
        }
        pack = make_pack(
            store=store,
            holds=holds,
            price=str(price),
            percent=None if percent is None else str(percent),
        )
        first = next(iter(holds))
        cart = make_cart(store=store, contents={pack: many, first: 2})
        if offer:
            make_offer(store=store, gives=offer[0], value=str(offer[1]), products=[pack])
        if code:
            cart.code = make_code(store=store, gives=code[0], value=str(code[1]))

        priced = _priced(cart, to)

        _adds_up(priced)
        if to.country == "SE":
            of_each = pack.lead.price_on(store.date_of(NOW))
            single = first.lead.price * 2
            taken = sum(each.amount for each in priced.given)
            stated = sum(
                line.gross if includes_vat else line.net
                for lines in priced.sold.values()
                for line in lines
            )
            assert stated == of_each * many + single - taken
            sold = priced.sold[cart.lines.get(variant=pack.lead).pk]
            assert [line.quantity for line in sold] == [many * each for each in holds.values()]
            assert {line.vat_rate for line in sold} == {
                each.home_rate(store.date_of(NOW)) for each in holds
            }


def _priced(cart: Cart, to: BuyerDetails) -> Priced:
    on_date = cart.store.date_of(NOW)
    parties = parties_of(store=cart.store, buyer=to, on_date=on_date)
    return price_cart(cart=cart, store=cart.store, parties=parties, on_date=on_date)


def _adds_up(priced: Priced) -> None:
    total = priced.total
    assert total.net + total.vat == total.gross
    assert sum(each.amounts.net for each in priced.vat) == total.net
    assert sum(each.amounts.vat for each in priced.vat) == total.vat
    for line in priced.lines:
        assert line.net >= 0
        assert line.vat >= 0
        if line.kind == LineKind.ITEM:
            assert 0 <= line.discount <= line.unit_price * line.quantity
