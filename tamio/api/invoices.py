"""/invoices: takes a sale made elsewhere, and gives an invoice back with its submission."""

from typing import Any

from django.http import Http404, HttpRequest
from ninja import Body, Router, Status

from tamio.api.answers import InvoiceOut
from tamio.api.description import errors, says
from tamio.api.schemas import InvoiceIn
from tamio.api.slots import preview_of, submission_of
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.store_clock import now

router = Router(tags=["Invoices"])
_TO_WRITE = (400, 401, 403, 411, 413, 415, 422)
_TO_READ = (401, 404)


class StoreCall(HttpRequest):
    """A call that was let in: `auth` is the token's store."""

    auth: Store


@router.post(
    "/invoices",
    response={201: InvoiceOut, 200: InvoiceOut, **errors(*_TO_WRITE)},
    summary="Register a sale",
    operation_id="create_invoice",
    openapi_extra=says(
        {201: "The sale is now an invoice.", 200: "The reference was known: the first invoice."},
        *_TO_WRITE,
    ),
)
def create_invoice(request: StoreCall, invoice: Body[InvoiceIn]) -> Status[dict[str, Any]]:
    """Issues an invoice for a sale made elsewhere: 201, or 200 with the first invoice if the
    external reference is known. Nothing is written when a field is wrong (422).
    """
    with in_time_of(request.auth):
        issued, is_new = register_sale(store=request.auth, sale=invoice.sale(), now=now())
    return Status(201 if is_new else 200, _told(issued))


@router.get(
    "/invoices/{int:number}",
    response={200: InvoiceOut, **errors(*_TO_READ)},
    summary="Read an invoice",
    operation_id="read_invoice",
    openapi_extra=says({200: "The invoice, and how far it has come."}, *_TO_READ),
)
def read_invoice(request: StoreCall, number: int) -> dict[str, Any]:
    """An invoice of the token's store, and how far it has come into the books."""
    found = Invoice.objects.filter(store=request.auth, number=number).first()
    if found is None:
        raise Http404
    return _told(found)


@router.get(
    "/invoices/{int:number}/preview",
    response={200: dict[str, Any], **errors(*_TO_READ)},
    summary="Preview what would be sent",
    operation_id="preview_invoice",
    openapi_extra=says({200: "What the accounting system would receive."}, *_TO_READ),
)
def preview_invoice(request: StoreCall, number: int) -> dict[str, Any]:
    """The document in the accounting system's own form, its sums, what would be created or changed
    besides, the number of requests, and warnings. Nothing is written and nothing is sent. 404 also
    where no integration is installed.
    """
    found = Invoice.objects.filter(store=request.auth, number=number).first()
    told = preview_of(found) if found else None
    if told is None:
        raise Http404
    return told


def _told(invoice: Invoice) -> dict[str, Any]:
    return {
        "number": invoice.number,
        "external_reference": invoice.external_reference,
        "total": f"{invoice.total:.2f}",
        "vat": f"{invoice.vat:.2f}",
        "currency": invoice.currency,
        "submission": submission_of(invoice),
    }
