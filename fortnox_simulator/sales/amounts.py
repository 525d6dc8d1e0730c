"""A row's amounts: price and quantity rounded to two decimals, and multiplied again."""

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields.tables import ROW_DIGITS
from fortnox_simulator.fields.values import NUMBER
from fortnox_simulator.rounding import exact, number, round_half_up, text

HUNDRED = Decimal(100)
QUANTITIES = ("OrderedQuantity", "DeliveredQuantity")


@dataclass(frozen=True)
class Amounts:
    """One row in figures, without VAT but for `vat`."""

    net: Decimal
    vat: Decimal
    gross: Decimal
    cost: Decimal
    rate: Decimal


def settle(row: Document, *, vat_included: bool) -> Document:
    """The row with its figures rounded and its Total and contribution worked out, in place."""
    for name in [name for name in QUANTITIES if name in row]:
        row[name] = text(round_half_up(quantity(row[name])))
    for name in ("Price", "Discount", "Cost"):
        row[name] = number(round_half_up(exact(row[name])))
    if row["DiscountType"] == "PERCENT" and abs(row["Discount"]) > HUNDRED:
        raise FortnoxError(2000588, message="Ogiltig rabatt. Får inte överstiga 100 %")
    row["Total"] = number(_total(row))
    figures = of(row, vat_included=vat_included)
    if "TotalExcludingVAT" in row:
        row.update(_excluding_vat(row, figures, vat_included=vat_included))
    row["ContributionValue"] = text(figures.net - figures.cost)
    row["ContributionPercent"] = text(percent(figures.net - figures.cost, figures.net))
    return row


def _excluding_vat(row: Document, figures: Amounts, *, vat_included: bool) -> Document:
    """What the rows of invoices tell besides."""
    price = exact(row["Price"])
    vat = vat_on(price, figures.rate, included=True) if vat_included else Decimal(0)
    return {"PriceExcludingVAT": number(price - vat), "TotalExcludingVAT": number(figures.net)}


def of(row: Document, *, vat_included: bool) -> Amounts:
    """What a settled row adds to the totals. VAT is rounded half up, row by row."""
    total, rate = exact(row["Total"]), exact(row["VAT"])
    full = round_half_up(exact(row["Price"]) * exact(row["DeliveredQuantity"]))
    cost = round_half_up(exact(row["Cost"]) * exact(row["DeliveredQuantity"]))
    vat = vat_on(total, rate, included=vat_included)
    if vat_included:
        return Amounts(total - vat, vat, full - vat_on(full, rate, included=True), cost, rate)
    return Amounts(total, vat, full, cost, rate)


def vat_on(amount: Decimal, rate: Decimal, *, included: bool) -> Decimal:
    base = HUNDRED + rate if included else HUNDRED
    return round_half_up(amount * rate / base)


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return round_half_up(part * HUNDRED / whole) if whole else Decimal(0)


def _total(row: Document) -> Decimal:
    delivered, discount = exact(row["DeliveredQuantity"]), exact(row["Discount"])
    full = exact(row["Price"]) * delivered
    if not delivered:
        return Decimal(0)
    if row["DiscountType"] == "AMOUNT":
        return round_half_up(full - discount)
    return round_half_up(full * (HUNDRED - discount) / HUNDRED)


def quantity(value: str | None) -> Decimal:
    """Quantities come as text. Raises 2000108 for one that is no number, or too large."""
    if value not in (None, "") and not NUMBER.fullmatch(str(value)):
        raise FortnoxError(2000108, value)
    try:
        amount = exact(value)
    except InvalidOperation:
        raise FortnoxError(2000108, value) from None
    if amount.adjusted() >= ROW_DIGITS:
        raise FortnoxError(2000108, value)
    return amount
