"""An order's figures equal an independent computation in Decimal."""

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.simulator.caller import caller

CENT = Decimal("0.01")
RATES = st.sampled_from([25, 12, 6, 0])
PRICES = st.decimals(min_value=-10_000, max_value=100_000, places=3)
QUANTITIES = st.decimals(min_value=-100, max_value=1_000, places=3)
PERCENT = st.decimals(min_value=0, max_value=100, places=2)
ROWS = st.lists(st.tuples(PRICES, QUANTITIES, RATES, PERCENT, st.booleans()), max_size=6)
FORTNOX = caller()


def cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def expected(rows: list[Any], *, included: bool) -> tuple[list[Decimal], Decimal, Decimal]:
    """Row totals, VAT and total of the order."""
    totals, vat = [], Decimal(0)
    for price, quantity, rate, discount, is_percent in rows:
        full = cents(price) * cents(quantity)
        if is_percent:
            full = full * (100 - discount) / 100
        elif cents(quantity):
            full = full - discount
        totals.append(cents(full))
        vat += cents(totals[-1] * rate / (100 + rate if included else 100))
    return totals, vat, sum(totals, Decimal(0)) + (0 if included else vat)


@given(rows=ROWS, included=st.booleans())
def test_totals_equal_an_independent_computation(rows: list[Any], included: bool) -> None:
    sent = [
        {
            "Price": float(price),
            "DeliveredQuantity": str(quantity),
            "VAT": rate,
            "Discount": float(discount),
            "DiscountType": "PERCENT" if is_percent else "AMOUNT",
        }
        for price, quantity, rate, discount, is_percent in rows
    ]

    order = FORTNOX.order(*sent, VATIncluded=included)

    totals, vat, total = expected(rows, included=included)
    assert [Decimal(str(row["Total"])) for row in order["OrderRows"]] == totals
    assert Decimal(str(order["TotalVAT"])) == vat
    assert Decimal(str(order["Total"])) == total
    assert Decimal(str(order["Net"])) == total - vat


def test_vat_is_rounded_row_by_row() -> None:
    rows = [{"Price": 0.49, "DeliveredQuantity": 1} for _ in range(7)]

    assert caller().order(*rows)["TotalVAT"] == 0.84


def test_prices_are_rounded_half_up_before_they_are_multiplied() -> None:
    row = caller().order({"Price": 1.125, "DeliveredQuantity": 100})["OrderRows"][0]

    assert (row["Price"], row["Total"]) == (1.13, 113)


def test_quantities_are_rounded_half_up_and_are_text() -> None:
    row = caller().order({"Price": 1, "OrderedQuantity": 1.0, "DeliveredQuantity": 1.125})

    assert row["OrderRows"][0]["OrderedQuantity"] == "1"
    assert row["OrderRows"][0]["DeliveredQuantity"] == "1.13"


def test_a_discount_without_its_type_is_kronor() -> None:
    row = caller().order({"Price": 100, "DeliveredQuantity": 1, "Discount": 10})["OrderRows"][0]

    assert (row["DiscountType"], row["Total"]) == ("AMOUNT", 90)


def test_a_discount_over_a_hundred_percent_is_refused() -> None:
    fortnox = caller()
    fortnox.customer()
    row = {"Discount": 101, "DiscountType": "PERCENT"}

    body = {"Order": {"CustomerNumber": "1", "OrderRows": [row]}}

    assert fortnox.post("/orders", body)[0] == 400


def test_freight_takes_the_rate_of_the_largest_amount() -> None:
    rows = [
        {"Price": 650, "DeliveredQuantity": 1, "VAT": 6},
        {"Price": 350, "DeliveredQuantity": 1, "VAT": 25},
    ]

    order = caller().order(*rows, Freight=100)

    assert (order["Freight"], order["FreightVAT"]) == (100, 6)
    assert (order["Net"], order["TotalVAT"], order["Total"]) == (1000, 132.5, 1232.5)


def test_a_company_may_round_to_whole_kronor() -> None:
    fortnox = caller(settings={"round_off": True})

    order = fortnox.order({"Price": 527, "DeliveredQuantity": 1})

    assert (order["TotalVAT"], order["RoundOff"], order["Total"]) == (131.75, 0.25, 659)


def test_the_contribution_is_what_remains_after_the_cost() -> None:
    fortnox = caller()
    fortnox.article(PurchasePrice=99)

    order = fortnox.order({"ArticleNumber": "1", "Price": 159, "DeliveredQuantity": 10})

    row = order["OrderRows"][0]
    assert (row["ContributionValue"], row["ContributionPercent"]) == ("600", "37.74")
    assert (order["ContributionValue"], order["ContributionPercent"]) == (600, 37.74)
