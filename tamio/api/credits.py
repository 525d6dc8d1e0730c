"""/invoices/{number}/credits: takes back what was sold, and says what is left."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404
from ninja import Body, Router, Status

from tamio.api.answers import CreditOut, CreditsOut
from tamio.api.description import errors, says
from tamio.api.invoices import StoreCall
from tamio.api.schemas import CreditIn
from tamio.api.slots import credit_submissions_of
from tamio.commerce.invoices.credit import Left, credit_once, left_of
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.offers.redeeming import give_back
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.store_clock import now

router = Router(tags=["Credits"])
_TO_WRITE = (400, 401, 403, 404, 411, 413, 415, 422)
_TO_READ = (401, 404)


@router.post(
    "/invoices/{int:number}/credits",
    response={201: CreditOut, 200: CreditOut, **errors(*_TO_WRITE)},
    summary="Credit an invoice",
    operation_id="create_credit",
    openapi_extra=says(
        {201: "The credit note is made.", 200: "The reference was known: the first credit note."},
        *_TO_WRITE,
    ),
)
def create_credit(
    request: StoreCall, number: int, credit: Body[CreditIn]
) -> Status[dict[str, Any]]:
    """Takes back parts of an invoice, or with no lines all that is left: 201, or 200 with the first
    credit note if the external reference is known. Nothing is written when a field is wrong (422).
    Once all of the invoice is credited, the discount code that it used can be used once more.
    """
    invoice = _invoice(request.auth, number)
    try:
        with in_time_of(request.auth), transaction.atomic():
            note, is_new = credit_once(
                invoice=invoice,
                parts=credit.parts(),
                reason=credit.reason,
                by="API",
                now=now(),
                reference=credit.external_reference,
            )
            if is_new and _is_whole(invoice):
                give_back(note=note)
    except ValidationError as error:
        raise ValidationError(_as_sent(error)) from error
    return Status(201 if is_new else 200, _told([note], invoice)[0])


@router.get(
    "/invoices/{int:number}/credits",
    response={200: CreditsOut, **errors(*_TO_READ)},
    summary="Read what is credited, and what is left",
    operation_id="read_credits",
    openapi_extra=says({200: "The credit notes, and what is left of each line."}, *_TO_READ),
)
def read_credits(request: StoreCall, number: int) -> dict[str, Any]:
    """The credit notes of an invoice, and the lines of which something can still be credited."""
    invoice = _invoice(request.auth, number)
    notes = list(invoice.credit_notes.exclude(issued_at=None).order_by("number"))
    return {
        "net_total": f"{sum((note.total for note in notes), invoice.total):.2f}",
        "credit_notes": _told(notes, invoice),
        "lines": [_left(each, invoice) for each in left_of(invoice) if each.amounts.gross],
    }


def _invoice(store: Store, number: int) -> Invoice:
    found: Invoice | None = Invoice.objects.filter(store=store, number=number).first()
    if found is None:
        raise Http404
    return found


def _is_whole(invoice: Invoice) -> bool:
    """Whether all of it is credited."""
    return not any(each.amounts.gross for each in left_of(invoice))


def _as_sent(error: ValidationError) -> dict[str, list[str]]:
    """By the names of the caller's document, where a line's place is `line`."""
    return {
        name.replace(".position", ".line"): messages
        for name, messages in error.message_dict.items()
    }


def _told(notes: Sequence[CreditNote], invoice: Invoice) -> list[dict[str, Any]]:
    submissions = credit_submissions_of(notes)
    return [
        {
            "number": note.number,
            "external_reference": _reference(note),
            "invoice": invoice.number,
            "reason": note.reason,
            "total": f"{note.total:.2f}",
            "vat": f"{note.vat:.2f}",
            "currency": invoice.currency,
            "submission": submissions.get(note.pk),
        }
        for note in notes
    ]


def _reference(note: CreditNote) -> str | None:
    """What the back office's own form calls itself is nobody's reference."""
    given = note.external_reference
    return None if given is None or given.startswith("form-") else given


def _left(left: Left, invoice: Invoice) -> dict[str, Any]:
    priced = left.amounts.gross if invoice.prices_include_vat else left.amounts.net
    return {
        "line": left.line.position,
        "sku": left.line.sku,
        "description": left.line.description,
        "quantity": f"{left.quantity.normalize():f}",
        "amount": f"{priced:.2f}",
    }
