"""What an invoice is in the books: a claim on the customer, against sales, VAT, fees, rounding."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger import posting
from fortnox_simulator.ledger.posting import Entry
from fortnox_simulator.ledger.predefined import predefined
from fortnox_simulator.resources.call import Call
from fortnox_simulator.rounding import exact, round_half_up
from fortnox_simulator.sales import amounts, totals
from fortnox_simulator.sales.amounts import Amounts

SERIES = "B"
# Names of predefined accounts, which a company may point elsewhere.
CLAIM, ROUND_OFF = "CUSTCLAIM", "ROUNDOFF"
FEES = {"Freight": "FREIGHT", "AdministrationFee": "ADMFEE"}
OUTGOING_VAT = {Decimal(25): "OUTVAT_MP1", Decimal(12): "OUTVAT_MP2", Decimal(6): "OUTVAT_MP3"}
OTHER_VAT = "OUTVAT_MP1"
ACCRUAL = "ACCRUAL"
# Beyond this no figure is an amount of money, and sums would no longer be exact.
GREATEST = Decimal(10) ** 15


def bookkeep(call: Call, invoice: Document) -> Document:
    """The invoice as booked; its voucher is kept. With the cash method it is booked when paid.

    Raises 2000588 when it is booked or cancelled already, and as `posting.post`.
    """
    _refuse(invoice)
    day = date.fromisoformat(invoice["InvoiceDate"])
    booked = {**invoice, "Booked": True}
    if invoice["AccountingMethod"] != ACCRUAL:
        posting.open_year(call.company, day)
        return booked
    document_number = invoice["DocumentNumber"]
    words = f"Kundfaktura {document_number}, {invoice['CustomerName']}"
    voucher = posting.post(
        call.company,
        entries(call.company, invoice),
        posting.Source("INVOICE", document_number, words),
        series=SERIES,
        day=day,
        now=call.now,
    )
    if voucher is not None:
        booked |= {name: voucher[name] for name in ("VoucherNumber", "VoucherSeries")}
        booked["VoucherYear"] = voucher["Year"]
    return booked


def _refuse(invoice: Document) -> None:
    for state, reason in (("Booked", "redan bokförd"), ("Cancelled", "makulerad")):
        if invoice[state]:
            message = f"Kunde inte bokföra fakturanummer {invoice['DocumentNumber']}."
            raise FortnoxError(2000588, message=f"{message} Fakturan är {reason}.")


def entries(company: Company, invoice: Document) -> list[Entry]:
    """In SEK. What rounding leaves over, of the sum and of each conversion, has its account."""
    converted = [
        replace(entry, amount=_in_sek(invoice, entry.amount))
        for entry in _in_own_currency(company, invoice)
    ]
    left_over = -sum((entry.amount for entry in converted), Decimal(0))
    return [*converted, Entry(_account(company, ROUND_OFF), left_over)]


def _in_own_currency(company: Company, invoice: Document) -> Iterator[Entry]:
    yield Entry(_account(company, CLAIM), exact(invoice["Total"]))
    included = invoice["VATIncluded"]
    rows = [(row, amounts.of(row, vat_included=included)) for row in invoice["InvoiceRows"]]
    for row, figures in rows:
        place = {
            "cost_center": row["CostCenter"] or invoice["CostCenter"] or "",
            "project": row["Project"] or invoice["Project"] or "",
        }
        yield Entry(row["AccountNumber"], -figures.net, **place)
        yield Entry(_vat_account(company, figures.rate), -figures.vat)
    yield from _fees(company, invoice, [figures for _, figures in rows])


def _fees(company: Company, invoice: Document, rows: list[Amounts]) -> Iterator[Entry]:
    vat_account = _vat_account(company, totals.rate_of_fees(rows))
    for name, predefined_name in FEES.items():
        fee, vat = exact(invoice[name]), exact(invoice[f"{name}VAT"])
        yield Entry(
            _account(company, predefined_name), -(fee - vat if invoice["VATIncluded"] else fee)
        )
        yield Entry(vat_account, -vat)


def _vat_account(company: Company, rate: Decimal) -> int:
    return _account(company, OUTGOING_VAT.get(rate, OTHER_VAT))


def _account(company: Company, name: str) -> int:
    number = predefined(company, name)
    assert number is not None, name
    return number


def _in_sek(invoice: Document, amount: Decimal) -> Decimal:
    """A rate is the price of `CurrencyUnit` of the currency; a unit of 0 is none."""
    unit = exact(invoice["CurrencyUnit"]) or Decimal(1)
    converted = amount * exact(invoice["CurrencyRate"]) / unit
    if abs(converted) >= GREATEST:
        raise FortnoxError(2000588, message="Beloppet är för stort att bokföra.")
    return round_half_up(converted)
