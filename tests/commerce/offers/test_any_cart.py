"""Any cart with any offers and freight adds up, whoever buys it."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.checkout.models import Cart
from tamio.commerce.checkout.pricing import Priced, price_cart
from tamio.commerce.customers.details import BuyerDetails
from tamio.commerce.customers.parties import parties_of
from tamio.commerce.invoices.kinds import WITHOUT_VAT
from tamio.commerce.vat.rates import VatClass
from tests.commerce.offers.making import make_offer
from tests.commerce.shipping.making import make_method, make_zone
from tests.factories import NOW, buyer, make_cart, make_product, make_store

pytestmark = pytest.mark.django_db

PRICES = st.decimals("0.01", 2000, places=2)
GOODS = st.tuples(
    PRICES,
    st.integers(1, 20),
    st.sampled_from([VatClass.STANDARD, VatClass.FOOD, VatClass.BOOKS, VatClass.REDUCED]),
)
OFFERS = st.lists(
    st.tuples(st.booleans(), st.decimals(1, 100, places=2), st.booleans()), max_size=3
)
BUYERS = st.sampled_from(
    [buyer(), buyer(country="US", postal_code="10001"), buyer(country="FI", postal_code="00100")]
)


class AnyCart(TestCase):
    """Hypothesis' own test case: each example in a transaction of its own."""

    @given(
        goods=st.lists(GOODS, min_size=1, max_size=4), offers=OFFERS, freight=PRICES, to=BUYERS,
        includes_vat=st.booleans(),
    )  # fmt: skip
    def test_it_adds_up_and_nothing_is_below_nothing(
        self,
        goods: list[tuple[Decimal, int, VatClass]],
        offers: list[tuple[bool, Decimal, bool]],
        freight: Decimal,
        to: BuyerDetails,
        includes_vat: bool,
    ) -> None:
        store = make_store(prices_include_vat=includes_vat)
        make_method(store=store, zone=make_zone(store=store, is_rest=True), price=str(freight))
        for is_percent, value, combines in offers:
            gives = "percent" if is_percent else "amount"
            make_offer(store=store, gives=gives, value=str(value), combines=combines)
        contents = {
            make_product(store=store, price=price, vat_class=vat_class): quantity
            for price, quantity, vat_class in goods
        }
        cart = make_cart(store=store, contents=contents)

        priced = _priced(cart, to)

        _check(priced)
        if includes_vat and to.country != "US":
            stated = sum(price * quantity for price, quantity, _class in goods)
            taken = sum(each.amount for each in priced.given)
            assert priced.total.gross == stated - taken + freight


def _priced(cart: Cart, to: BuyerDetails) -> Priced:
    on_date = cart.store.date_of(NOW)
    parties = parties_of(store=cart.store, buyer=to, on_date=on_date)
    return price_cart(cart=cart, store=cart.store, parties=parties, on_date=on_date)


def _check(priced: Priced) -> None:
    total = priced.total
    assert total.net + total.vat == total.gross
    assert sum(each.amounts.net for each in priced.vat) == total.net
    assert sum(each.amounts.vat for each in priced.vat) == total.vat
    for line in priced.lines:
        assert line.net >= 0
        assert line.vat >= 0
        assert line.kind in WITHOUT_VAT or line.discount <= line.unit_price * line.quantity
