"""Invoices and credit notes: given out with the rest, and kept as long as the books."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext_lazy

from tamio.commerce.audit.record import values_of
from tamio.commerce.audit.retention import kept_until
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Invoices and credit notes")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    return [_told(invoice) for invoice in _invoices(person)]


def extent(person: Person) -> Extent:
    days = [day for invoice in _invoices(person) for day in _days(invoice)]
    return Extent(stays=len(days), stays_until=kept_until(max(days)) if days else None)


def erase(person: Person, *, now: datetime) -> None:
    """Nothing: an invoice is accounting material (bokföringslagen 5 kap. 6-7 §§, 7 kap. 2 §)."""


def hindrance(person: Person) -> Text:
    return ""


def _invoices(person: Person) -> Iterable[Invoice]:
    issued = Invoice.objects.filter(customer=person.customer_id).exclude(issued_at=None)
    return issued.prefetch_related("lines", "credit_notes__lines").order_by("number")


def _days(invoice: Invoice) -> list[date]:
    assert invoice.invoice_date is not None
    notes = [note.credit_date for note in invoice.credit_notes.all() if note.credit_date]
    return [invoice.invoice_date, *notes]


def _told(invoice: Invoice) -> dict[str, Any]:
    notes = [note for note in invoice.credit_notes.all() if note.number is not None]
    return {
        **_filled(invoice),
        "lines": [_filled(line) for line in invoice.lines.all()],
        "credit_notes": [
            {**_filled(note), "lines": [_filled(line) for line in note.lines.all()]}
            for note in notes
        ],
    }


def _filled(row: Any) -> dict[str, Any]:
    return {name: value for name, value in values_of(row).items() if value not in ("", None)}
