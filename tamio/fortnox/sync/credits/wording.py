"""What is said of a credit note that does not simply arrive, with its facts filled in."""

from collections.abc import Callable
from dataclasses import replace

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.models import CreditLink, Way
from tamio.fortnox.sync.credits.order import Standing, Sums
from tamio.fortnox.sync.wording import finding
from tamio.look.formats import money_text
from tamio.outbox.problem import Problem, Words

#: What a person does in Fortnox, and marks as done.
TASKS = frozenset(
    {
        "credit-by-hand",
        "credit-original-gone",
        "credit-original-changed",
        "credit-refused",
        "credit-already",
        "credit-changed",
        "credit-final",
        "credit-unfinished",
    }
)
_VAT = Words(sv="moms", en="VAT")


def order_gone(error: FortnoxError, *, order_number: str) -> Problem:
    return replace(finding("order-gone", order=order_number), detail=str(error))


def order_elsewhere(*, order_number: str) -> Problem:
    """The store has been connected to another company since: the number means nothing there."""
    return finding("order-elsewhere", order=order_number)


def another_order(*, order_number: str) -> Problem:
    """Whatever stands under the number now, it is not what was sold."""
    return finding("another-order", order=order_number)


def by_a_person(*, note: CreditNote, order: StoredOrder) -> Problem:
    """The task, with what Tamio had begun of it before it was no longer let."""
    begun = CreditLink.objects.filter(credit_note=note, way=Way.INVOICE, done_at=None)
    number = begun.values_list("credit_number", flat=True).first()
    if not number:
        return by_hand(note=note, order=order)
    invoice = order.invoice_reference or ""
    return finding("credit-unfinished", invoice=invoice, credit=number, rows=rows_in_words(note))


def by_hand(*, note: CreditNote, order: StoredOrder) -> Problem:
    """The order is an invoice there already: only a credit invoice answers that."""
    return finding(
        "credit-by-hand",
        order=order.document_number,
        invoice=order.invoice_reference or "",
        rows=rows_in_words(note),
    )


def changed_in_fortnox(stands: Standing) -> Problem:
    """Somebody else has changed the order: nothing of theirs is overwritten."""
    currency = stands.invoice.currency
    return finding(
        "changed",
        order=stands.order.document_number,
        ours=sums_in_words(stands.expected, currency=currency),
        theirs=sums_in_words(stands.found, currency=currency),
    )


def sums_in_words(sums: Sums, *, currency: str) -> Words:
    return _in_both(lambda language: _sums(sums, currency, language))


def rows_in_words(note: CreditNote) -> Words:
    """What is taken back, row by row with VAT."""
    return _in_both(lambda language: _rows(note, language))


def _in_both(said: Callable[[str], str]) -> Words:
    return Words(sv=said("sv"), en=said("en"))


def _sums(sums: Sums, currency: str, language: str) -> str:
    total = money_text(sums.total, currency=currency, language=language)
    vat = money_text(sums.vat, currency=currency, language=language)
    return f"{total} ({getattr(_VAT, language)} {vat})"


def _rows(note: CreditNote, language: str) -> str:
    currency = note.invoice.currency
    return "; ".join(
        f"{each.line.description} {money_text(each.gross, currency=currency, language=language)}"
        for each in note.lines.select_related("line")
    )
