"""What is said of a credit invoice that Tamio does not make, or not as asked."""

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import Refused
from tamio.fortnox.client.models.invoice import StoredInvoice
from tamio.fortnox.sync.credits import wording
from tamio.fortnox.sync.credits.invoices.original import sums_of
from tamio.fortnox.sync.credits.invoices.standing import CreditStanding
from tamio.fortnox.sync.credits.order import Standing, Sums
from tamio.fortnox.sync.wording import finding
from tamio.outbox.problem import Problem, Words


def original_gone(note: CreditNote, stands: Standing) -> Problem:
    return _about(note, stands, "credit-original-gone")


def original_changed(note: CreditNote, stands: Standing, original: StoredInvoice) -> Problem:
    ours, theirs = _said(note, stands.expected), _said(note, sums_of(original))
    return _about(note, stands, "credit-original-changed", ours=ours, theirs=theirs)


def not_credited(note: CreditNote, stands: Standing, error: Refused) -> Problem:
    text = error.message.rstrip(".")
    said = Words(sv=text, en=text)
    return _about(note, stands, "credit-refused", said=said)


def credited_already(note: CreditNote, stands: Standing, credit: StoredInvoice) -> Problem:
    return _about(note, stands, "credit-already", **_of(note, credit))


def credit_changed(note: CreditNote, stands: Standing, found: CreditStanding) -> Problem:
    ours = _said(note, found.expected)
    return _about(note, stands, "credit-changed", ours=ours, **_of(note, found.credit))


def credit_final(note: CreditNote, stands: Standing, credit: StoredInvoice) -> Problem:
    return _about(note, stands, "credit-final", **_of(note, credit))


def differs(note: CreditNote, found: CreditStanding) -> Problem:
    ours = _said(note, found.expected if found.held else Sums(note.total, note.vat))
    return finding("credit-differs", field="", ours=ours, **_of(note, found.credit))


def _about(note: CreditNote, stands: Standing, code: str, **facts: Words) -> Problem:
    """Every task names the order, its invoice and the rows."""
    return finding(
        code,
        order=stands.order.document_number,
        invoice=stands.order.invoice_reference or "",
        rows=wording.rows_in_words(note),
        field="",
        **facts,
    )


def _of(note: CreditNote, credit: StoredInvoice) -> dict[str, Words]:
    number = credit.document_number
    return {"credit": Words(sv=number, en=number), "theirs": _said(note, sums_of(credit))}


def _said(note: CreditNote, sums: Sums) -> Words:
    return wording.sums_in_words(sums, currency=note.invoice.currency)
