"""The data of an invoice as a document: a plain dict of texts, in one language.

What it says was so when it was issued, but for what credit notes have taken back since and whether
it is paid. The same rows give the same dict.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import override

from tamio.commerce.documents import parties, paying, rows
from tamio.commerce.documents.formats import amount_text, day_text, money_text
from tamio.commerce.documents.paying import Due
from tamio.commerce.documents.provisions import provisions
from tamio.commerce.documents.specification import specification, vat_in_kronor
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.invoices.reading import issued_notes, lines_of
from tamio.commerce.payments.reading import payment_of

Pair = tuple[str, str]


def invoice_data(invoice: Invoice, *, language: str) -> dict[str, Any]:
    """Of an issued invoice. Queries: lines, payment, credit notes; customer unless fetched."""
    with override(language):
        lines = lines_of(invoice)
        notes = issued_notes(invoice)
        payment = payment_of(invoice)
        due = Due(payment, invoice, _credited(notes)) if payment else None
        return {
            "language": language,
            "title": _("Invoice %(number)s") % {"number": invoice.number},
            "accent": invoice.store.accent,
            "seller": parties.seller(invoice, language=language),
            "buyer": parties.buyer(invoice, language=language),
            "delivery": parties.delivery(invoice, language=language),
            "facts": _facts(invoice, due, language=language),
            "table": rows.sold(lines, includes_vat=invoice.prices_include_vat, language=language),
            "sums": sums(invoice.net, invoice.vat, lines, language=language),
            "total": (
                # What is still to be paid is said below, and would be another sum here.
                _("To pay") if due is None or due.is_whole else _("Total incl. VAT"),
                money_text(invoice.total, currency=invoice.currency, language=language),
            ),
            "after": _after(invoice, notes, language=language),
            "vat": specification(lines, language=language),
            "notes": [
                note
                for note in (
                    *provisions(lines),
                    vat_in_kronor(invoice, invoice.vat, language=language),
                )
                if note
            ],
            "payment": due and paying.payment_box(due, language=language),
            "words": words(),
        }


def sums(net: Decimal, vat: Decimal, lines: Sequence[Any], *, language: str) -> list[Pair]:
    """What adds up to the total. Öre rounding is a sum of its own: it is taxed at no rate."""
    rounding = sum(
        (line.gross for line in lines if line.kind == LineKind.ROUNDING), Decimal("0.00")
    )
    listed = [(_("Total excl. VAT"), net - rounding), (_("VAT"), vat)]
    if rounding:
        listed.append((_("Öre rounding"), rounding))
    return [(label, amount_text(amount, language=language)) for label, amount in listed]


def words() -> dict[str, str]:
    """Of the form itself."""
    return {
        "page": _("Page"),
        "of": _("of"),
        "specification": _("VAT specification"),
    }


def _facts(invoice: Invoice, due: Due | None, *, language: str) -> list[Pair]:
    assert invoice.invoice_date is not None
    pairs = [
        (_("Invoice no."), str(invoice.number)),
        (_("Invoice date"), day_text(invoice.invoice_date, language=language)),
        *(_terms(due, language=language) if due else []),
        (_("Customer no."), str(invoice.customer.number)),
        (_("Your reference"), invoice.buyer_reference),
        (_("Our reference"), invoice.seller.get("our_reference", "")),
        (_("Order reference"), invoice.external_reference or ""),
        (_("Currency"), invoice.currency),
    ]
    return [(label, value) for label, value in pairs if value]


def _terms(due: Due, *, language: str) -> list[Pair]:
    return [
        (_("Due date"), day_text(due.payment.due_date, language=language)),
        (_("Terms"), paying.terms(due)),
    ]


def _after(invoice: Invoice, notes: Sequence[CreditNote], *, language: str) -> list[Pair]:
    """What happened to the total since."""
    if not notes:
        return []
    credited = [
        (
            _("Credit note %(number)s, %(day)s")
            % {"number": note.number, "day": day_text(_day(note), language=language)},
            money_text(note.total, currency=invoice.currency, language=language),
        )
        for note in notes
    ]
    left = invoice.total + _credited(notes)
    after = money_text(left, currency=invoice.currency, language=language)
    return [*credited, (_("Net after credit"), after)]


def _day(note: CreditNote) -> Any:
    assert note.credit_date is not None
    return note.credit_date


def _credited(notes: Sequence[CreditNote]) -> Decimal:
    return sum((note.total for note in notes), Decimal("0.00"))
