"""/3/orders."""

from datetime import date
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import BASE, Answer, Call, Route, verbs
from fortnox_simulator.sales import header, housework, rows, totals
from fortnox_simulator.sales.vat import Books

NAME = "Order"
UNINVOICED = "0"
LISTED = (
    "Cancelled",
    "Currency",
    "CustomerName",
    "CustomerNumber",
    "DeliveryDate",
    "DocumentNumber",
    "ExternalInvoiceReference1",
    "ExternalInvoiceReference2",
    "OrderDate",
    "OrderType",
    "Project",
    "Sent",
    "Total",
)


def index(call: Call) -> Answer:
    shelf = call.company.shelves["orders"]
    return lists.answer(call, LISTING, shelf.listed(lag_seconds=call.company.list_lag_seconds))


def get(call: Call) -> Answer:
    return _answer(200, _find(call))


def create(call: Call) -> Answer:
    changes = header.read(call.company, call.wrapped(NAME))
    customer = header.customer_of(call.company, changes.get("CustomerNumber"))
    if "OrderRows" not in changes and call.company.variants["order_without_rows"] == "refused":
        raise FortnoxError(1000029)  # an empty list is well
    shelf = call.company.shelves["orders"]
    number = changes.get("DocumentNumber") or shelf.next_number()
    if number in shelf:
        raise FortnoxError(2000588, message=f"Dokumentnummer {number} används redan.")
    start = header.start(customer, call.company, today=call.today)
    order = header.lay(start, {**changes, "DocumentNumber": number}, call.company)
    books = _books(call, order, customer)
    order["OrderRows"] = rows.new_rows(changes.get("OrderRows") or [], books)
    return _save(call, order, status=201, location="orders")


def update(call: Call) -> Answer:
    order = _find(call)
    _refuse_locked(order)
    changes = header.read(call.company, call.wrapped(NAME))
    changes["DocumentNumber"] = order["DocumentNumber"]
    customer = header.customer_of(
        call.company, changes.get("CustomerNumber") or order["CustomerNumber"]
    )
    if customer["CustomerNumber"] != order["CustomerNumber"]:
        order = {**order, **header.copied(customer, call.company)}
    updated = header.lay(order, changes, call.company)
    updated["OrderRows"] = [dict(row) for row in order["OrderRows"]]
    if "OrderRows" in changes:
        books = _books(call, updated, customer)
        updated["OrderRows"] = rows.merged(changes["OrderRows"] or [], order["OrderRows"], books)
    return _save(call, updated, status=200)


def cancel(call: Call) -> Answer:
    order = _find(call)
    if order["Cancelled"] or order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2001350)
    return _keep(call, {**order, "Cancelled": True})


def create_invoice(call: Call) -> Answer:
    """Notes an invoice number and locks the order; the invoice itself is not simulated yet."""
    order = _find(call)
    if order["Cancelled"]:
        raise FortnoxError(2001350)
    if order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2000496)
    invoices = call.company.shelves["invoices"]
    number = invoices.next_number()
    invoices.put(number, {"DocumentNumber": number, "OrderReference": order["DocumentNumber"]})
    return _keep(call, {**order, "InvoiceReference": number})


def _find(call: Call) -> Document:
    try:
        return call.company.shelves["orders"][call.key]
    except KeyError:
        raise FortnoxError(2000439) from None


def _refuse_locked(order: Document) -> None:
    if order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2001242)
    if order["Cancelled"]:
        raise FortnoxError(2001350)


def _books(call: Call, order: Document, customer: Document) -> Books:
    year = call.company.year_of(date.fromisoformat(order["OrderDate"]))
    return Books(
        call.company, year["Id"] if year else None, customer["VATType"], order["PriceList"]
    )


def _save(call: Call, order: Document, *, status: int, location: str = "") -> Answer:
    """Every save gives the rows new ids, as measured."""
    housework.check(order["OrderRows"], reduction=order["TaxReductionType"])
    totals.settle(order, round_off=call.company.settings["round_off"])
    row_ids = call.company.next_row_ids(len(order["OrderRows"]))
    for row, row_id in zip(order["OrderRows"], row_ids, strict=True):
        row["RowId"] = row_id
    _keep(call, order)
    return _answer(status, order, location=location)


def _keep(call: Call, order: Document) -> Answer:
    documents.stamp(order, now=call.now)
    call.company.shelves["orders"].put(order["DocumentNumber"], order)
    return _answer(200, order)


def _answer(status: int, order: Document, *, location: str = "") -> Answer:
    number = order["DocumentNumber"]
    reductions = f"{BASE}/taxreductions?filter=orders&referencenumber={number}"
    shown: dict[str, Any] = {
        "@url": f"{BASE}/orders/{number}",
        "@urlTaxReductionList": reductions,
        **documents.shown(order, path=f"orders/{number}"),
    }
    return Answer(status, {NAME: shown}, location)


def _item(order: Document) -> Document:
    return documents.shown(
        documents.picked(order, LISTED), path=f"orders/{order['DocumentNumber']}"
    )


def _has_label(order: Document, label: str) -> bool:
    return any(str(held["Id"]) == label for held in order["Labels"])


def _since(order: Document, date_text: str) -> bool:
    return bool(order["OrderDate"] >= date_text)


def _until(order: Document, date_text: str) -> bool:
    return bool(order["OrderDate"] <= date_text)


LISTING = lists.Listing(
    plural="Orders",
    item=_item,
    order=lists.by_number("DocumentNumber"),
    search={
        "customername": lists.contains("CustomerName"),
        "customernumber": lists.contains("CustomerNumber"),
        "documentnumber": lists.contains("DocumentNumber"),
        "costcenter": lists.contains("CostCenter"),
        "project": lists.contains("Project"),
        "ourreference": lists.contains("OurReference"),
        "yourreference": lists.contains("YourReference"),
        "ordertype": lists.contains("OrderType"),
        "sent": lists.contains("Sent"),
        "notcompleted": lists.contains("NotCompleted"),
        "label": _has_label,
        "fromdate": _since,
        "todate": _until,
    },
    references={
        "externalinvoicereference1": "ExternalInvoiceReference1",
        "externalinvoicereference2": "ExternalInvoiceReference2",
    },
    filters={
        "cancelled": lambda order: bool(order["Cancelled"]),
        "expired": lambda order: False,
        "invoicecreated": lambda order: order["InvoiceReference"] != UNINVOICED,
        "invoicenotcreated": lambda order: order["InvoiceReference"] == UNINVOICED,
    },
    sorts={
        "customername": "CustomerName",
        "customernumber": "CustomerNumber",
        "orderdate": "OrderDate",
        "documentnumber": "DocumentNumber",
        "total": "Total",
    },
)
ROUTES = (
    *verbs("orders", scope="order", index=index, get=get, create=create, update=update),
    Route("PUT", "orders/{number}/cancel", cancel, "order"),
    Route("PUT", "orders/{number}/createinvoice", create_invoice, "order"),
)
