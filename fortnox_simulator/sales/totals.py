"""A document's totals, from what is delivered."""

from collections.abc import Sequence
from decimal import Decimal

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.rounding import KRONA, exact, number, round_half_up
from fortnox_simulator.sales import amounts
from fortnox_simulator.sales.amounts import Amounts
from fortnox_simulator.sales.kinds import Kind

STANDARD_RATE = Decimal(25)


def settle(kind: Kind, document: Document, *, round_off: bool) -> Document:
    """The document with its rows and totals worked out, in place."""
    included = document["VATIncluded"]
    rows = [
        amounts.of(amounts.settle(row, vat_included=included), vat_included=included)
        for row in document[kind.rows]
    ]
    net = sum((row.net for row in rows), Decimal(0))
    vat = sum((row.vat for row in rows), Decimal(0))
    fees = Decimal(0)
    for name in ("Freight", "AdministrationFee"):
        fee_net, fee_vat = _fee(exact(document[name]), rate_of_fees(rows), included=included)
        document[f"{name}VAT"] = number(fee_vat)
        fees, vat = fees + fee_net, vat + fee_vat
    _write(document, rows, net=net, vat=vat, total=net + fees + vat, round_off=round_off)
    return document


def rate_of_fees(rows: Sequence[Amounts]) -> Decimal:
    """Freight and fees take the rate of the largest amount, as Fortnox's support tells.

    Where goods are taken back the largest is the most negative one, so that a credit mirrors.
    """
    by_rate: dict[Decimal, Decimal] = {}
    for row in rows:
        by_rate[row.rate] = by_rate.get(row.rate, Decimal(0)) + row.net
    sign = -1 if sum(by_rate.values()) < 0 else 1
    return max(by_rate, key=lambda rate: sign * by_rate[rate], default=STANDARD_RATE)


def _fee(amount: Decimal, rate: Decimal, *, included: bool) -> tuple[Decimal, Decimal]:
    vat = amounts.vat_on(amount, rate, included=included)
    return (amount - vat if included else amount), vat


def _write(
    document: Document,
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
    document.update({name: number(figure) for name, figure in figures.items()})
