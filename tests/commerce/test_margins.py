"""What is left of a price: VAT as on an invoice, gross profit and margin over the cost."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.catalogue.margins import figures_of
from tamio.commerce.catalogue.models import ItemType, Product
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.amounts import Amounts
from tests.factories import NOW

DAY = NOW.date()
AMOUNTS = st.decimals(min_value=0, max_value=10**9, places=2)


def product(*, includes_vat: bool = True, **fields: object) -> Product:
    store = Store(country="SE", prices_include_vat=includes_vat)
    store.__dict__["vat_rates"] = ()
    return Product(**{"store": store, "item_type": "physical", "vat_class": "standard", **fields})


@pytest.mark.parametrize("includes_vat", [True, False])
def test_margin_is_counted_on_the_price_without_vat(includes_vat: bool) -> None:
    price = Decimal(125) if includes_vat else Decimal(100)
    found = figures_of(
        product(includes_vat=includes_vat), price=price, cost=Decimal(60), on_date=DAY
    )
    assert found.amounts == Amounts(net=Decimal(100), vat=Decimal(25), gross=Decimal(125))
    assert (found.gross_profit, found.margin, found.rate) == (Decimal(40), Decimal(40), Decimal(25))


def test_what_is_sold_below_its_cost_has_a_margin_below_nothing() -> None:
    found = figures_of(product(), price=Decimal(125), cost=Decimal(150), on_date=DAY)
    assert (found.gross_profit, found.margin) == (Decimal(-50), Decimal(-50))


def test_without_a_cost_nothing_is_said_of_a_margin() -> None:
    found = figures_of(product(), price=Decimal(125), cost=None, on_date=DAY)
    assert (found.gross_profit, found.margin) == (None, None)


def test_a_cost_of_nothing_is_a_cost() -> None:
    found = figures_of(product(), price=Decimal(125), cost=Decimal(0), on_date=DAY)
    assert (found.gross_profit, found.margin) == (Decimal(100), Decimal(100))


def test_nothing_is_in_percent_of_a_price_of_nothing() -> None:
    found = figures_of(product(), price=Decimal(0), cost=Decimal(5), on_date=DAY)
    assert (found.gross_profit, found.margin) == (Decimal(-5), None)


def test_a_gift_card_carries_no_vat() -> None:
    card = product(item_type=ItemType.GIFT_CARD)
    assert figures_of(card, price=Decimal(500), cost=None, on_date=DAY).amounts.vat == 0


@settings(max_examples=50)
@given(price=AMOUNTS, cost=AMOUNTS, includes_vat=st.booleans())
def test_cost_and_gross_profit_make_the_net_and_all_is_in_hundredths(
    price: Decimal,
    cost: Decimal,
    includes_vat: bool,
) -> None:
    found = figures_of(product(includes_vat=includes_vat), price=price, cost=cost, on_date=DAY)
    assert found.gross_profit is not None
    assert found.gross_profit + cost + found.amounts.vat == found.amounts.gross
    assert found.gross_profit == found.gross_profit.quantize(Decimal("0.01"))
