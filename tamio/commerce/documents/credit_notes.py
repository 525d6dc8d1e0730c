"""The data of a credit note as a document: what it answers, and what it takes back."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.documents import parties, rows
from tamio.commerce.documents.formats import day_text, money_text
from tamio.commerce.documents.invoices import Pair, sums, words
from tamio.commerce.documents.provisions import provisions
from tamio.commerce.documents.specification import specification, vat_in_kronor
from tamio.commerce.invoices.models import CreditNote


def credit_note_data(note: CreditNote, *, language: str) -> dict[str, Any]:
    """Of an issued credit note. The same shape as an invoice's, without a payment box."""
    with override(language):
        invoice = note.invoice
        lines = list(note.lines.select_related("line", "line__invoice"))
        in_kronor = vat_in_kronor(invoice, note.vat, language=language)
        return {
            "language": language,
            "title": _("Credit note %(number)s") % {"number": note.number},
            "accent": invoice.store.accent,
            "seller": parties.seller(invoice, language=language),
            "buyer": parties.buyer(invoice, language=language),
            "delivery": None,
            "facts": _facts(note, language=language),
            "table": rows.taken_back(
                lines, includes_vat=invoice.prices_include_vat, language=language
            ),
            "sums": sums(note.net, note.vat, lines, language=language),
            "total": (
                _("Credited"),
                money_text(note.total, currency=invoice.currency, language=language),
            ),
            "after": [],
            "vat": specification(lines, language=language),
            "notes": [
                _answers(note, language=language),
                *provisions([each.line for each in lines]),
                *([in_kronor] if in_kronor else []),
            ],
            "payment": None,
            "words": words(),
        }


def _facts(note: CreditNote, *, language: str) -> list[Pair]:
    invoice = note.invoice
    assert note.credit_date is not None
    assert invoice.invoice_date is not None
    pairs = [
        (_("Credit note no."), str(note.number)),
        (_("Date"), day_text(note.credit_date, language=language)),
        (_("Credits invoice no."), str(invoice.number)),
        (_("Invoice date"), day_text(invoice.invoice_date, language=language)),
        (_("Customer no."), str(invoice.customer.number)),
        (_("Your reference"), invoice.buyer_reference),
        (_("Our reference"), invoice.seller.get("our_reference", "")),
        (_("Order reference"), invoice.external_reference or ""),
        (_("Currency"), invoice.currency),
        (_("Reason"), note.reason),
    ]
    return [(label, value) for label, value in pairs if value]


def _answers(note: CreditNote, *, language: str) -> str:
    """The special and unambiguous reference to the invoice (VAT Act 17:22)."""
    assert note.invoice.invoice_date is not None
    return _("This credit note changes invoice %(number)s of %(day)s.") % {
        "number": note.invoice.number,
        "day": day_text(note.invoice.invoice_date, language=language),
    }
