"""Thousands of orders: their figures equal an independent computation in Decimal.

Independent: nothing of the simulator's arithmetic is used here, and each rule is written out from
its source. Prices and quantities are rounded to two decimals and then multiplied (measured);
totals count what is delivered (recorded); VAT is worked out row by row; freight and fees carry the
rate of the largest net amount (Fortnox's support), the most negative where goods are taken back.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fortnox_simulator.resources import orders
from fortnox_simulator.resources.call import Call
from tests.simulator.caller import Caller, caller
from tests.tries import times

CENT, KRONA = Decimal("0.01"), Decimal(1)
NOW = datetime.now(UTC)
FORTNOX = caller()
ROUNDING = caller(settings={"round_off": True})
for company in (FORTNOX, ROUNDING):
    company.customer()


def amounts(least: int, most: int, places: int) -> st.SearchStrategy[Decimal]:
    return st.decimals(min_value=least, max_value=most, places=places)


@dataclass(frozen=True)
class Row:
    price: Decimal
    quantity: Decimal
    rate: int
    discount: Decimal
    is_percent: bool

    @property
    def payload(self) -> dict[str, Any]:
        return {
            "Price": str(self.price),
            "OrderedQuantity": str(self.quantity + 3),
            "DeliveredQuantity": str(self.quantity),
            "VAT": self.rate,
            "Discount": str(self.discount),
            "DiscountType": "PERCENT" if self.is_percent else "AMOUNT",
        }

    @property
    def total(self) -> Decimal:
        quantity = rounded(self.quantity)
        full = rounded(self.price) * quantity
        discount = rounded(self.discount)
        if self.is_percent:
            return rounded(full - full * discount / 100)
        return rounded(full - discount) if quantity else Decimal(0)


ROWS = st.lists(
    st.builds(
        Row,
        price=amounts(-10_000, 100_000, 3),
        quantity=amounts(-100, 1_000, 3),
        rate=st.sampled_from([25, 12, 6, 0]),
        discount=amounts(0, 100, 2),
        is_percent=st.booleans(),
    ),
    max_size=6,
)
FEES = st.one_of(st.just(Decimal(0)), amounts(0, 500, 2))
CURRENCIES = st.sampled_from(["SEK", "EUR", "NOK", "USD"])


@pytest.mark.integration  # no server; but thousands take their time
@settings(max_examples=times(50))
@given(
    rows=ROWS,
    included=st.booleans(),
    freight=FEES,
    fee=FEES,
    currency=CURRENCIES,
    whole_kronor=st.booleans(),
)
def test_an_orders_figures_are_those_of_an_independent_computation(
    rows: list[Row],
    included: bool,
    freight: Decimal,
    fee: Decimal,
    currency: str,
    whole_kronor: bool,
) -> None:
    order = ordered(
        ROUNDING if whole_kronor else FORTNOX,
        OrderRows=[row.payload for row in rows],
        VATIncluded=included,
        Freight=str(freight),
        AdministrationFee=str(fee),
        Currency=currency,
    )

    shares = [split(row.total, row.rate, included=included) for row in rows]
    rate_of_fees = rate_of_the_largest(rows, [net for net, _ in shares])
    fees = [split(amount, rate_of_fees, included=included) for amount in (freight, fee)]
    net = sum((net for net, _ in shares), Decimal(0))
    vat = sum((vat for _, vat in (*shares, *fees)), Decimal(0))
    exact = net + sum((net for net, _ in fees), Decimal(0)) + vat
    total = rounded(exact, KRONA) if whole_kronor else exact
    assert [decimal(row["Total"]) for row in order["OrderRows"]] == [row.total for row in rows]
    assert decimal(order["Net"]) == net
    assert decimal(order["TotalVAT"]) == vat
    assert (decimal(order["FreightVAT"]), decimal(order["AdministrationFeeVAT"])) == (
        fees[0][1],
        fees[1][1],
    )
    assert decimal(order["Total"]) == decimal(order["TotalToPay"]) == total
    assert decimal(order["RoundOff"]) == total - exact
    assert order["Currency"] == currency


def ordered(fortnox: Caller, **fields: Any) -> dict[str, Any]:
    """Straight at the resource: thousands of orders need no HTTP."""
    body = {"Order": {"CustomerNumber": "1", **fields}}
    answer = orders.create(Call(company=fortnox.company, now=NOW, today=NOW.date(), body=body))
    assert answer.payload is not None
    order: dict[str, Any] = answer.payload["Order"]
    return order


def split(amount: Decimal, rate: int, *, included: bool) -> tuple[Decimal, Decimal]:
    """Net and VAT of an amount that holds its VAT already, or does not."""
    if included:
        vat = rounded(amount * rate / (100 + rate))
        return amount - vat, vat
    return amount, rounded(amount * rate / 100)


def rate_of_the_largest(rows: Sequence[Row], nets: Sequence[Decimal]) -> int:
    by_rate: dict[int, Decimal] = {}
    for row, net in zip(rows, nets, strict=True):
        by_rate[row.rate] = by_rate.get(row.rate, Decimal(0)) + net
    is_taken_back = sum(by_rate.values()) < 0
    chosen = min if is_taken_back else max
    return chosen(by_rate, key=lambda rate: by_rate[rate], default=25)


def rounded(amount: Decimal, step: Decimal = CENT) -> Decimal:
    return amount.quantize(step, rounding=ROUND_HALF_UP)


def decimal(figure: object) -> Decimal:
    return Decimal(str(figure))
