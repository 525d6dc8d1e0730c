from decimal import Decimal

import pytest
from hypothesis import given, settings

from tamio.commerce.invoices.lines import LineDraft, sums, vat_sums
from tamio.commerce.money import ORE
from tamio.commerce.vat.amounts import of_line
from tests.commerce.lines import RATES, baskets, draft
from tests.commerce.vectors import VECTORS
from tests.tries import times

_FOOD = [figures for figures in VECTORS["matmoms"].values() if isinstance(figures, dict)]


@pytest.mark.parametrize("known", VECTORS["incl_to_ex"] + _FOOD, ids=str)
def test_a_price_with_vat_is_split_as_computed_by_hand(known: dict[str, str]) -> None:
    amounts = of_line(
        unit_price=Decimal(known["gross"]),
        quantity=Decimal(1),
        rate=Decimal(known["rate"]),
        includes_vat=True,
    )

    assert (str(amounts.net), str(amounts.vat)) == (known["net"], known["vat"])
    assert str(amounts.gross) == known["gross"]


def test_vat_is_counted_per_line_and_not_on_the_total() -> None:
    three = [draft(unit_price=Decimal("9.99")) for _ in range(3)]
    seven = [draft(unit_price=Decimal("0.49"), includes_vat=False) for _ in range(7)]
    with_vat, without_vat = VECTORS["3x9.99_incl_25"], VECTORS["7x0.49_ex_25"]

    assert str(sums(three).net) == with_vat["line_net_sum"]
    assert str(sums(three).vat) == with_vat["line_vat"]
    assert str(sums(seven).vat) == without_vat["per_line_vat"]


@settings(max_examples=times(6))
@given(basket=baskets(most=8))
def test_whatever_is_bought_the_amounts_add_up(basket: list[LineDraft]) -> None:
    total = sums(basket)
    per_rate = [rate.amounts for rate in vat_sums(basket)]

    for line in basket:
        assert line.net + line.vat == line.gross
        assert line.amounts.net == line.amounts.net.quantize(ORE)
        assert line.amounts.vat == line.amounts.vat.quantize(ORE)
    assert total.net + total.vat == total.gross == sum(line.gross for line in basket)
    assert sum(amounts.net for amounts in per_rate) == total.net
    assert sum(amounts.vat for amounts in per_rate) == total.vat


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("includes_vat", [True, False])
def test_every_price_up_to_thirty_kronor_is_split_without_loss(
    rate: str, includes_vat: bool
) -> None:
    for ore in range(3_001):
        price = Decimal(ore) / 100
        amounts = of_line(
            unit_price=price, quantity=Decimal(1), rate=Decimal(rate), includes_vat=includes_vat
        )
        assert amounts.net + amounts.vat == amounts.gross
        assert price == (amounts.gross if includes_vat else amounts.net)


@given(basket=baskets(most=1))
def test_what_the_buyer_was_told_is_what_the_line_comes_to(basket: list[LineDraft]) -> None:
    (line,) = basket
    asked = line.gross if line.includes_vat else line.net

    assert abs(asked - line.unit_price * line.quantity) <= ORE / 2


@given(basket=baskets(most=1))
def test_vat_is_within_half_an_ore_of_the_exact(basket: list[LineDraft]) -> None:
    (line,) = basket
    exact = (
        line.gross * line.vat_rate / (100 + line.vat_rate)
        if line.includes_vat
        else line.net * line.vat_rate / 100
    )

    assert abs(line.vat - exact) <= ORE / 2


def test_the_vat_specification_has_one_row_per_rate_highest_first() -> None:
    basket = [draft(vat_rate=Decimal(rate)) for rate in ("6", "25", "12", "25.00", "0")]

    specification = vat_sums(basket)

    assert [row.rate for row in specification] == [25, 12, 6, 0]
    assert specification[0].amounts.gross == Decimal("198.00")


def test_nothing_sold_sums_to_nothing() -> None:
    assert str(sums([]).gross) == "0.00"
    assert vat_sums([]) == []
