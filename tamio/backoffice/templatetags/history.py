"""`{% load history %}`: who changed what, on the page of the thing itself."""

from collections.abc import Sequence
from typing import Any, cast

from django import template

from tamio.backoffice.access import StoreRequest
from tamio.backoffice.audit.documents import history_of_credit_note, history_of_invoice
from tamio.backoffice.audit.entries import AuditEntry
from tamio.backoffice.audit.history import history_of
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.people.roles import Right

register = template.Library()


@register.inclusion_tag("backoffice/history.html", takes_context=True)
def history(context: dict[str, Any], pk: int | str | None, *kinds: str) -> dict[str, Any]:
    """`{% history offer.pk "offer" %}`: for those who may see the audit trail; one query.

    Nothing of what is not saved yet, nor where nothing was changed.
    """
    request = cast(StoreRequest, context["request"])
    # A name that the page does not know is "" in a template.
    if not isinstance(pk, int) or not _may_see(request):
        return _shown(request, ())
    return _shown(request, history_of(request.store, kinds=kinds, pk=pk))


@register.inclusion_tag("backoffice/history.html", takes_context=True)
def invoice_history(context: dict[str, Any], invoice: Invoice) -> dict[str, Any]:
    """`{% invoice_history invoice %}`: who issued, paid, credited and disputed it."""
    request = cast(StoreRequest, context["request"])
    entries = history_of_invoice(invoice) if _may_see(request) else ()
    return _shown(request, entries, invoice=invoice)


@register.inclusion_tag("backoffice/history.html", takes_context=True)
def credit_note_history(context: dict[str, Any], note: CreditNote) -> dict[str, Any]:
    """`{% credit_note_history note %}`: who issued it, and who paid back."""
    request = cast(StoreRequest, context["request"])
    entries = history_of_credit_note(note) if _may_see(request) else ()
    return _shown(request, entries, invoice=note.invoice)


def _may_see(request: StoreRequest) -> bool:
    return Right.SEE_AUDIT_TRAIL in request.rights


def _shown(
    request: StoreRequest, entries: Sequence[AuditEntry], *, invoice: Invoice | None = None
) -> dict[str, Any]:
    return {"store": request.store, "entries": entries, "invoice": invoice}
