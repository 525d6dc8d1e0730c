"""An invoice taken back: by an invoice of its own, against which it is settled."""

import copy
from decimal import Decimal

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents
from fortnox_simulator.resources.call import Call
from fortnox_simulator.rounding import exact, number
from fortnox_simulator.sales import invoicing, records
from fortnox_simulator.sales.kinds import INVOICE

UNCREDITED = "0"
# What became of the credited invoice is its own; the new one starts afresh.
OWN = (
    "Booked",
    "DueDate",
    "FinalPayDate",
    "LastRemindDate",
    "OCR",
    "Reminders",
    "Sent",
    "VoucherNumber",
    "VoucherSeries",
    "VoucherYear",
)


def credit(call: Call, invoice: Document) -> Document:
    """The invoice with a reference to a new one that takes it back, which is kept.

    Raises 2000588 for one that is cancelled, credited, itself a credit, or by choice not booked.
    """
    _refuse(call, invoice)
    blank = documents.new(INVOICE.name)
    taken = {**copy.deepcopy(invoice), **{name: blank[name] for name in OWN}}
    taken["DocumentNumber"] = call.company.shelves["invoices"].next_number()
    taken["CreditInvoiceReference"] = taken[invoicing.CREDITS] = invoice["DocumentNumber"]
    taken["InvoiceDate"] = taken["OutboundDate"] = call.today.isoformat()
    for name in ("Freight", "AdministrationFee"):
        taken[name] = -invoice[name]
    taken[INVOICE.rows] = [_taken_back(row) for row in taken[INVOICE.rows]]
    invoicing.save(call, taken)
    return {**invoice, "CreditInvoiceReference": taken["DocumentNumber"]}


def _refuse(call: Call, invoice: Document) -> None:
    must_be_booked = call.company.variants["credit_of_unbooked"] == "refused"
    reasons = {
        "makulerad": invoice["Cancelled"],
        "en kreditfaktura": invoice["Credit"] == "true",
        "redan krediterad": invoice["CreditInvoiceReference"] != UNCREDITED,
        "inte bokförd": must_be_booked and not invoice["Booked"],
    }
    for reason, applies in reasons.items():
        if applies:
            message = f"Fakturan är {reason} och kan inte krediteras."
            raise FortnoxError(2000588, message=message)


def _taken_back(row: Document) -> Document:
    """As many pieces less; an amount off the row goes the other way too."""
    taken = {**row, "DeliveredQuantity": str(-exact(row["DeliveredQuantity"]))}
    if row["DiscountType"] == "AMOUNT":
        taken["Discount"] = -row["Discount"]
    return taken


def withdraw(call: Call, invoice: Document) -> None:
    """What a cancelled credit invoice was to take back may be credited again."""
    credited = call.company.shelves["invoices"].get(invoicing.credited_by(invoice))
    if credited is not None:
        records.keep(INVOICE, call, {**credited, "CreditInvoiceReference": UNCREDITED})


def offset(call: Call, invoice: Document) -> Document:
    """A booked invoice, settled against its counterpart if that is booked too, which is kept."""
    other = _booked_counterpart(call, invoice)
    if other is None:
        return invoice
    taker, debit = (invoice, other) if invoicing.credited_by(invoice) else (other, invoice)
    owed, given = exact(debit["Balance"]), -exact(taker["Balance"])
    amount = max(min(owed, given), Decimal(0))
    day = taker["InvoiceDate"]
    settled = (
        _with_balance(taker, amount - given, day=day),
        _with_balance(debit, owed - amount, day=day),
    )
    ours, theirs = settled if taker is invoice else settled[::-1]
    records.keep(INVOICE, call, theirs)
    return ours


def _booked_counterpart(call: Call, invoice: Document) -> Document | None:
    credited = invoicing.credited_by(invoice)
    other = call.company.shelves["invoices"].get(credited or invoice["CreditInvoiceReference"])
    if other is None or not other["Booked"]:
        return None
    is_pair = credited or invoicing.credited_by(other) == invoice["DocumentNumber"]
    return other if is_pair else None


def _with_balance(invoice: Document, balance: Decimal, *, day: str) -> Document:
    paid = {} if balance else {"FinalPayDate": day}
    return {**invoice, "Balance": number(balance), **paid}
