"""/3/orders."""

from functools import partial

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents, lists, sending
from fortnox_simulator.resources.call import Answer, Call, Route, verbs
from fortnox_simulator.sales import invoicing, records
from fortnox_simulator.sales.kinds import ORDER

NAME = ORDER.name
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
    return records.answer(ORDER, 200, records.find(ORDER, call))


def create(call: Call) -> Answer:
    order, _ = records.made(ORDER, call)
    records.settle(ORDER, call, order)
    return records.answer(ORDER, 201, records.keep(ORDER, call, order), location="orders")


def update(call: Call) -> Answer:
    order = records.find(ORDER, call)
    _refuse_locked(order)
    updated, _ = records.changed(ORDER, call, order)
    records.settle(ORDER, call, updated)
    return _keep(call, updated)


def cancel(call: Call) -> Answer:
    order = records.find(ORDER, call)
    if order["Cancelled"] or order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2001350)
    return _keep(call, {**order, "Cancelled": True})


def create_invoice(call: Call) -> Answer:
    """The order's invoice is made and kept; the order is locked from then on."""
    order = records.find(ORDER, call)
    if order["Cancelled"]:
        raise FortnoxError(2001350)
    if order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2000496)
    invoice = invoicing.of_order(call, order)
    return _keep(call, {**order, "InvoiceReference": invoice["DocumentNumber"]})


def _refuse_locked(order: Document) -> None:
    if order["InvoiceReference"] != UNINVOICED:
        raise FortnoxError(2001242)
    if order["Cancelled"]:
        raise FortnoxError(2001350)


def _keep(call: Call, order: Document) -> Answer:
    return records.answer(ORDER, 200, records.keep(ORDER, call, order))


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
    resource=ORDER.name,
    whole=partial(records.shown, ORDER),
)
ROUTES = (
    *verbs("orders", scope="order", index=index, get=get, create=create, update=update),
    Route("PUT", "orders/{number}/cancel", cancel, "order"),
    Route("PUT", "orders/{number}/createinvoice", create_invoice, "order"),
    *sending.routes(ORDER, scope="order"),
)
