"""An invoice's way to its shelf, from a payload or from an order."""

from datetime import date

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.resources import documents
from fortnox_simulator.resources.call import Call
from fortnox_simulator.rounding import exact
from fortnox_simulator.sales import header, payment, records
from fortnox_simulator.sales.kinds import INVOICE, ORDER

CREDITS = "_credits"
# An order has these for itself; all else of its head follows to the invoice, as measured.
ORDERS_OWN = {
    "Cancelled",
    "DocumentNumber",
    "EmailInformation",
    "InvoiceReference",
    "NotCompleted",
    "PrintTemplate",
    "Sent",
    "WarehouseReady",
}


def save(call: Call, invoice: Document) -> Document:
    """Settles the invoice, adds what follows from its figures and dates, and keeps it."""
    records.settle(INVOICE, call, invoice)
    year = call.company.year_of(date.fromisoformat(invoice["InvoiceDate"]))
    invoice["AccountingMethod"] = year["AccountingMethod"] if year else "ACCRUAL"
    invoice["Balance"] = invoice["TotalToPay"]
    is_credit = credited_by(invoice) or exact(invoice["Total"]) < 0
    invoice["Credit"] = "true" if is_credit else "false"
    invoice["DueDate"] = invoice["DueDate"] or payment.due_date(call.company, invoice)
    invoice["OCR"] = invoice["OCR"] or payment.ocr(invoice["DocumentNumber"])
    return records.keep(INVOICE, call, invoice)


def credited_by(invoice: Document) -> str:
    """The number of the invoice that this one takes back; "" when it was not made to."""
    return str(invoice.get(CREDITS, ""))


def of_order(call: Call, order: Document) -> Document:
    """The order's invoice, kept: head and rows as the order holds them; delivered counts."""
    customer = header.customer_of(call.company, order["CustomerNumber"])
    invoice = header.start(INVOICE, customer, call.company, today=call.today)
    invoice |= {
        name: value for name, value in order.items() if name in invoice and name not in ORDERS_OWN
    }
    invoice["DocumentNumber"] = call.company.shelves["invoices"].next_number()
    invoice["OrderReference"] = order["DocumentNumber"]
    invoice["Remarks"] = order["Remarks"] if order["CopyRemarks"] else ""
    invoice["InvoiceRows"] = [_row_of(row) for row in order[ORDER.rows]]
    return save(call, invoice)


def _row_of(order_row: Document) -> Document:
    row = documents.new(INVOICE.row)
    return row | {name: value for name, value in order_row.items() if name in row}
