"""An order's totals, from what is delivered."""

from collections.abc import Sequence
from decimal import Decimal

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.rounding import KRONA, exact, number, round_half_up
from fortnox_simulator.sales import amounts
from fortnox_simulator.sales.amounts import Amounts

STANDARD_RATE = Decimal(25)


def settle(order: Document, *, round_off: bool) -> Document:
    """The order with its rows and totals worked out, in place."""
    included = order["VATIncluded"]
    rows = [
        amounts.of(amounts.settle(row, vat_included=included), vat_included=included)
        for row in order["OrderRows"]
    ]
    net = sum((row.net for row in rows), Decimal(0))
    vat = sum((row.vat for row in rows), Decimal(0))
    fees = Decimal(0)
    for name in ("Freight", "AdministrationFee"):
        fee_net, fee_vat = _fee(exact(order[name]), _rate_of_fees(rows), included=included)
        order[f"{name}VAT"] = number(fee_vat)
        fees, vat = fees + fee_net, vat + fee_vat
    _write(order, rows, net=net, vat=vat, total=net + fees + vat, round_off=round_off)
    return order


def _rate_of_fees(rows: Sequence[Amounts]) -> Decimal:
    """Freight and fees take the rate of the largest amount, as Fortnox's support tells."""
    by_rate: dict[Decimal, Decimal] = {}
    for row in rows:
        by_rate[row.rate] = by_rate.get(row.rate, Decimal(0)) + row.net
    return max(by_rate, key=lambda rate: by_rate[rate], default=STANDARD_RATE)


def _fee(amount: Decimal, rate: Decimal, *, included: bool) -> tuple[Decimal, Decimal]:
    vat = amounts.vat_on(amount, rate, included=included)
    return (amount - vat if included else amount), vat


def _write(
    order: Document,
    rows: Sequence[Amounts],
    *,
    net: Decimal,
    vat: Decimal,
    total: Decimal,
    round_off: bool,
) -> None:
    contribution = net - sum((row.cost for row in rows), Decimal(0))
    rounded = round_half_up(total, KRONA) if round_off else total
    figures = {
        "Gross": sum((row.gross for row in rows), Decimal(0)),
        "Net": net,
        "TotalVAT": vat,
        "RoundOff": rounded - total,
        "Total": rounded,
        "TotalToPay": rounded,
        "ContributionValue": contribution,
        "ContributionPercent": amounts.percent(contribution, net),
    }
    order.update({name: number(figure) for name, figure in figures.items()})
