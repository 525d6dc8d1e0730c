"""What belongs to a whole sale follows the goods: commerce facts, section 6."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.split import split
from tests.commerce.lines import baskets, draft
from tests.commerce.vectors import VECTORS
from tests.tries import times


def sold(net: str, rate: str, **fields: object) -> LineDraft:
    return draft(unit_price=Decimal(net), vat_rate=Decimal(rate), includes_vat=False, **fields)


def by_rate(amount: str, lines: list[LineDraft]) -> dict[str, str]:
    parts = split(Decimal(amount), over=lines, by_item_type=False)
    return {f"{part.taxed.vat_rate:f}": f"{part.amount:.2f}" for part in parts}


def test_freight_of_books_and_records_is_split_as_the_tax_agency_does() -> None:
    lines = [sold("650.00", "6"), sold("350.00", "25")]

    assert by_rate("100.00", lines) == VECTORS["freight_split_skatteverket"]


def test_the_last_rate_takes_the_remainder() -> None:
    lines = [sold("89.29", "12"), sold("199.20", "25"), sold("47.17", "6")]

    assert by_rate("39.20", lines) == VECTORS["freight_split_49"]


def test_prices_with_vat_leave_the_taxable_parts_in_proportion() -> None:
    # 1,000 at 25 % and 1,000 at 6 %, without VAT: of 231.00 with VAT each part is 100 without.
    lines = [
        draft(unit_price=Decimal("1250.00"), vat_rate=Decimal(25)),
        draft(unit_price=Decimal("1060.00"), vat_rate=Decimal(6)),
    ]

    assert by_rate("231.00", lines) == {"25": "125.00", "6": "106.00"}


def test_a_discount_is_kept_apart_for_goods_and_services() -> None:
    lines = [sold("300.00", "25"), sold("100.00", "25", item_type="service")]

    parts = split(Decimal("40.00"), over=lines, by_item_type=True)

    found = {part.taxed.item_type: part.amount for part in parts}
    assert found == {"physical": Decimal("30.00"), "service": Decimal("10.00")}


def test_a_basket_worth_nothing_carries_the_whole_amount_at_one_rate() -> None:
    assert by_rate("49.00", [sold("0.00", "12")]) == {"12": "49.00"}


def test_what_is_taken_back_carries_none_of_it() -> None:
    lines = [sold("100.00", "25"), sold("80.00", "12", quantity=Decimal(-1))]

    assert by_rate("49.00", lines) == {"25": "49.00"}


def test_not_even_an_ore_follows_what_was_taken_back() -> None:
    lines = [
        sold("100.00", "25"),
        sold("100.00", "12"),
        sold("80.00", "6", quantity=Decimal(-1)),
    ]

    assert by_rate("49.01", lines) == {"25": "24.51", "12": "24.50"}


def test_no_rate_carries_less_than_nothing_of_a_small_amount() -> None:
    lines = [sold("100.00", rate) for rate in ("25", "12", "6", "0")]

    assert by_rate("0.02", lines) == {"25": "0.01", "6": "0.01"}


def test_texts_and_fees_carry_none_of_it() -> None:
    lines = [sold("100.00", "25"), sold("80.00", "12", kind=LineKind.FEE)]

    assert by_rate("49.00", lines) == {"25": "49.00"}
    with pytest.raises(ValueError, match="follow items"):
        split(Decimal(1), over=lines[1:], by_item_type=False)


@settings(max_examples=times(2))
@given(
    basket=baskets(most=8), amount=st.decimals("0.01", "99999.99", places=2), apart=st.booleans()
)
def test_the_parts_always_sum_to_the_amount(
    basket: list[LineDraft], amount: Decimal, apart: bool
) -> None:
    parts = split(amount, over=basket, by_item_type=apart)

    assert sum(part.amount for part in parts) == amount
    assert len({part.taxed for part in parts}) == len(parts)
    assert all(part.amount > 0 for part in parts)
