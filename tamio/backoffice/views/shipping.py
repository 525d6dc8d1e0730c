"""Shipments: what is sent, what was sent, and the papers that go with it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.shipping import ReceiptForm, ShipForm
from tamio.backoffice.picking import picks_of
from tamio.commerce.fulfilment.models import Shipment
from tamio.commerce.fulfilment.shipping import note_receipt, ship, take_back
from tamio.commerce.fulfilment.standing import goods_of, to_ship
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.about_invoices import mail_shipment
from tamio.commerce.links.orders import make_link
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

_UNPROCESSABLE = 422
#: Orders on one picking list: what one person carries.
_ON_A_LIST = 50


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.SHIP_ORDERS)
@checked
def new_shipment(request: StoreRequest, number: int) -> HttpResponse:
    """The form, filled in with all that is left. Posted twice with one token it is one shipment."""
    invoice = invoice_of(request, number)
    form = ShipForm(request.POST if request.method == "POST" else None, goods=goods_of(invoice))
    if accepted(request, form) and _shipped(request, invoice, form):
        return back_to(request, invoice)
    shown = {"invoice": invoice, "form": form, "rows": list(form.rows())}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/ship.html", shown, status=status)


@require_POST
@store_page(right=Right.SHIP_ORDERS)
def taken_back(request: StoreRequest, number: int, pk: int) -> HttpResponse:
    """A shipment that never left."""
    shipment = shipment_of(request, number, pk)
    try:
        take_back(shipment=shipment, by=request.user.email, now=now())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The shipment is taken back. What was in it is to be shipped."))
    return back_to(request, shipment.invoice)


@require_POST
@store_page(right=Right.SHIP_ORDERS)
def receipt(request: StoreRequest, number: int, pk: int) -> HttpResponse:
    """When the buyer had it in hand: the right of withdrawal runs from that day."""
    shipment = shipment_of(request, number, pk)
    form = ReceiptForm(request.POST)
    today = request.store.date_of(now())
    try:
        if not form.is_valid():
            raise ValidationError(_("Choose the day on which the buyer received it."))
        day = form.cleaned_data["received_date"]
        note_receipt(shipment=shipment, on_date=day, today=today)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The day of receipt is saved."))
    return back_to(request, shipment.invoice)


@require_safe
@store_page()
def packing_slip(request: StoreRequest, number: int, pk: int) -> HttpResponse:
    """Lies in the parcel, so it is in the buyer's language and names no prices."""
    shipment = shipment_of(request, number, pk)
    link = make_link(invoice=shipment.invoice, language=None, now=now())
    shown = {"shipment": shipment, "invoice": shipment.invoice, "lines": _lines(shipment)}
    with override(link.language):
        return render(request, "backoffice/packing_slip.html", shown)


@require_safe
@store_page()
def picking_list(request: StoreRequest) -> HttpResponse:
    """All that is to be fetched from the shelves: the orders that have waited longest, together."""
    waiting = to_ship(request.store.invoices.all(), store=request.store)
    waiting = waiting.order_by("number").prefetch_related("lines")
    invoices = list(waiting[:_ON_A_LIST])
    shown = {"picks": picks_of(invoices), "orders": invoices, "at": now()}
    return render(request, "backoffice/picking_list.html", shown)


def invoice_of(request: StoreRequest, number: int) -> Invoice:
    """The store's own, issued, with what its pages show. Raises Http404."""
    invoices = request.store.invoices.prefetch_related("lines").select_related("store")
    found: Invoice = get_object_or_404(invoices, number=number, issued_at__isnull=False)
    return found


def shipment_of(request: StoreRequest, number: int, pk: int) -> Shipment:
    """Raises Http404."""
    shipments = request.store.shipments.select_related("invoice", "store")
    found: Shipment = get_object_or_404(shipments, pk=pk, invoice__number=number)
    return found


def back_to(request: StoreRequest, invoice: Invoice) -> HttpResponseRedirect:
    return redirect("backoffice:invoice", store_slug=request.store.slug, number=invoice.number)


def _shipped(request: StoreRequest, invoice: Invoice, form: ShipForm) -> bool:
    """False, with the errors in the form, if it cannot be."""
    at = now()
    try:
        with transaction.atomic():
            shipment, is_new = ship(
                invoice=invoice,
                units=form.units(),
                parcel=form.parcel(),
                by=request.user.email,
                now=at,
                reference=form.reference,
            )
            mailed = mail_shipment(shipment, now=at) if is_new else None
    except ValidationError as error:
        form.refuse(error)
        return False
    said = _("It is shipped.")
    if mailed is not None:
        said = _("It is shipped, and the buyer is told by e-mail.")
    messages.success(request, said)
    return True


def _lines(shipment: Shipment) -> object:
    return shipment.lines.select_related("line").order_by("line__position")
