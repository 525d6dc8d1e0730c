"""/3/invoices."""

from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import invoice_list, lists, sending
from fortnox_simulator.resources.call import Answer, Call, Route, verbs
from fortnox_simulator.rounding import exact
from fortnox_simulator.sales import booking, crediting, invoicing, records
from fortnox_simulator.sales.crediting import UNCREDITED
from fortnox_simulator.sales.kinds import INVOICE

NAME = INVOICE.name
SCOPE = "invoice"


def index(call: Call) -> Answer:
    shelf = call.company.shelves["invoices"]
    listed = shelf.listed(lag_seconds=call.company.list_lag_seconds)
    return lists.answer(call, invoice_list.listing(call), listed)


def get(call: Call) -> Answer:
    return records.answer(INVOICE, 200, records.find(INVOICE, call))


def create(call: Call) -> Answer:
    invoice, changes = records.made(INVOICE, call)
    _check_reference(call, changes)
    return records.answer(INVOICE, 201, invoicing.save(call, invoice), location="invoices")


def update(call: Call) -> Answer:
    invoice = records.find(INVOICE, call)
    _refuse_locked(invoice)
    updated, changes = records.changed(INVOICE, call, invoice)
    _check_reference(call, changes)
    if not changes.get("DueDate") and _is_due_otherwise(invoice, updated):
        updated["DueDate"] = ""
    return records.answer(INVOICE, 200, invoicing.save(call, updated))


def _check_reference(call: Call, changes: dict[str, Any]) -> None:
    reference = changes.get("CreditInvoiceReference") or UNCREDITED
    if reference != UNCREDITED and reference not in call.company.shelves["invoices"]:
        raise FortnoxError(2000434, status=400)


def _refuse_locked(invoice: Document) -> None:
    for state, reason in (("Booked", "bokförd"), ("Cancelled", "makulerad")):
        if invoice[state]:
            raise FortnoxError(2000588, message=f"Fakturan är {reason} och kan inte ändras.")


def _is_due_otherwise(before: Document, after: Document) -> bool:
    return any(before[name] != after[name] for name in ("InvoiceDate", "TermsOfPayment"))


def bookkeep(call: Call) -> Answer:
    booked = booking.bookkeep(call, records.find(INVOICE, call))
    return _keep(call, crediting.offset(call, booked))


def cancel(call: Call) -> Answer:
    invoice = records.find(INVOICE, call)
    _refuse_locked(invoice)
    crediting.withdraw(call, invoice)
    return _keep(call, {**invoice, "Cancelled": True, "Balance": 0})


def credit(call: Call) -> Answer:
    """Answers the credited invoice; the new one is found by its CreditInvoiceReference."""
    return _keep(call, crediting.credit(call, records.find(INVOICE, call)))


def set_ready(call: Call) -> Answer:
    """Without the warehouse module every document is ready from the start, as recorded."""
    return _keep(call, {**records.find(INVOICE, call), "WarehouseReady": True})


def print_reminder(call: Call) -> Answer:
    """What the older documentation says of it: it counts as sent, as any print does."""
    invoice = records.find(INVOICE, call)
    if not invoice["Booked"] or not exact(invoice["Balance"]) > 0:
        message = "Endast bokförda och obetalda fakturor kan påminnas."
        raise FortnoxError(2000588, message=message)
    reminded = {
        **invoice,
        "LastRemindDate": call.today.isoformat(),
        "Reminders": invoice["Reminders"] + 1,
    }
    kept = sending.sent(INVOICE, call, reminded)
    return sending.on_paper(INVOICE, call, kept, title="Betalningspåminnelse, faktura")


def send_electronically(call: Call) -> Answer:
    """As an e-invoice or through the printing service; neither is simulated beyond its mark."""
    return sending.set_sent(INVOICE, call)


def _keep(call: Call, invoice: Document) -> Answer:
    return records.answer(INVOICE, 200, records.keep(INVOICE, call, invoice))


ROUTES = (
    *verbs("invoices", scope=SCOPE, index=index, get=get, create=create, update=update),
    Route("PUT", "invoices/{number}/bookkeep", bookkeep, SCOPE),
    Route("PUT", "invoices/{number}/cancel", cancel, SCOPE),
    Route("PUT", "invoices/{number}/credit", credit, SCOPE),
    Route("PUT", "invoices/{number}/warehouseready", set_ready, SCOPE),
    *sending.routes(INVOICE, scope=SCOPE),
    Route("GET", "invoices/{number}/printreminder", print_reminder, SCOPE),
    Route("GET", "invoices/{number}/einvoice", send_electronically, SCOPE),
    Route("GET", "invoices/{number}/eprint", send_electronically, SCOPE),
)
