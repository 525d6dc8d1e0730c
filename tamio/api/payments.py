"""/invoices/{number}/payments: tells what has been paid elsewhere, and what is left to pay."""

from typing import Any

from django.core.exceptions import ValidationError
from django.http import Http404
from django.utils.translation import gettext as _
from ninja import Body, Router, Status

from tamio.api.answers import PaymentsOut, ReceiptOut
from tamio.api.description import errors, says
from tamio.api.invoices import StoreCall
from tamio.api.payment_schemas import PaymentIn
from tamio.commerce.giftcards.redeeming import redeem_card, reference_of
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Payment, Receipt
from tamio.commerce.payments.receiving import BY_API, receive
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.store_clock import now

router = Router(tags=["Payments"])
_TO_WRITE = (400, 401, 403, 404, 411, 413, 415, 422)
_TO_READ = (401, 404)
_MOST_REFERENCE = 80


@router.post(
    "/invoices/{int:number}/payments",
    response={201: ReceiptOut, 200: ReceiptOut, **errors(*_TO_WRITE)},
    summary="Register a payment",
    operation_id="create_payment",
    openapi_extra=says(
        {201: "The payment is registered.", 200: "The reference was known: the first payment."},
        *_TO_WRITE,
    ),
)
def create_payment(
    request: StoreCall, number: int, payment: Body[PaymentIn]
) -> Status[dict[str, Any]]:
    """Registers what was paid elsewhere: 201, or 200 with the first payment if the external
    reference is known. A part may be paid, and what is too much is told of, to be paid back.
    """
    invoice = _invoice(request.auth, number)
    if not 1 <= len(payment.external_reference.strip()) <= _MOST_REFERENCE:
        words = _("Write 1 to %(most)d characters.") % {"most": _MOST_REFERENCE}
        raise ValidationError({"external_reference": [words]})
    with in_time_of(request.auth):
        if payment.means == Means.GIFT_CARD:
            receipt, is_new = _redeemed(invoice, payment)
        else:
            receipt, is_new = receive(
                invoice=invoice, money=payment.money(invoice=number), by="API", now=now()
            )
    return Status(201 if is_new else 200, _told(receipt))


@router.get(
    "/invoices/{int:number}/payments",
    response={200: PaymentsOut, **errors(*_TO_READ)},
    summary="Read what is paid, and what is left",
    operation_id="read_payments",
    openapi_extra=says({200: "How the invoice stands, and each payment."}, *_TO_READ),
)
def read_payments(request: StoreCall, number: int) -> dict[str, Any]:
    """How an invoice stands: what came in, went back and is left, and each payment."""
    invoice = _invoice(request.auth, number)
    standing = Payment.objects.select_related("invoice").get(invoice=invoice)
    receipts = Receipt.objects.filter(invoice=invoice).order_by("pk")
    return {
        "standing": standing.standing,
        "received": f"{standing.received:.2f}",
        "refunded": f"{standing.refunded:.2f}",
        "left": f"{standing.left:.2f}",
        "currency": invoice.currency,
        "payments": [_told(receipt) for receipt in receipts],
    }


def _redeemed(invoice: Invoice, payment: PaymentIn) -> tuple[Receipt, bool]:
    if payment.currency != invoice.currency:
        words = {"asked": invoice.currency, "came": payment.currency}
        said = _("The invoice is in %(asked)s, not in %(came)s.") % words
        raise ValidationError({"currency": [said]})
    return redeem_card(
        invoice=invoice,
        written=payment.gift_card,
        amount=payment.amount,
        reference=payment.external_reference.strip(),
        now=now(),
    )


def _invoice(store: Store, number: int) -> Invoice:
    found: Invoice | None = Invoice.objects.filter(store=store, number=number).first()
    if found is None:
        raise Http404
    return found


def _told(receipt: Receipt) -> dict[str, Any]:
    return {
        "external_reference": _reference(receipt),
        "amount": f"{receipt.amount:.2f}",
        "currency": receipt.currency,
        "means": receipt.means,
        "paid_on": receipt.paid_on,
    }


def _reference(receipt: Receipt) -> str | None:
    if receipt.means == Means.GIFT_CARD:
        return reference_of(receipt)
    if receipt.provider != BY_API or receipt.provider_id is None:
        return None
    return receipt.provider_id.partition(":")[2]
