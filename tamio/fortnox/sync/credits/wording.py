"""What is said of a credit note that does not simply arrive."""

from tamio.commerce.invoices.models import CreditNote
from tamio.fortnox.client.errors import FortnoxError
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.sync.credits.order import Standing, Sums
from tamio.look.formats import money_text
from tamio.outbox.problem import Problem, Words


def order_gone(error: FortnoxError, *, order_number: str) -> Problem:
    return Problem(
        code="order-gone",
        field="DocumentNumber",
        message=Words(
            sv=f"Order {order_number} finns inte längre i Fortnox, så den kan inte krediteras där.",
            en=f"Order {order_number} is no longer in Fortnox, so it cannot be credited there.",
        ),
        remedy=Words(
            sv="Är ordern borttagen med flit räcker det: hoppa över krediteringen. Annars, lägg upp"
            " ordern igen i Fortnox och välj Försök igen.",
            en="If it was deleted on purpose nothing more is needed: skip the credit note."
            " Otherwise make the order again in Fortnox and choose Retry.",
        ),
        detail=str(error),
    )


def order_elsewhere(*, order_number: str) -> Problem:
    """The store has been connected to another company since: the number means nothing there."""
    return Problem(
        code="order-elsewhere",
        field="DocumentNumber",
        message=Words(
            sv=f"Fakturan är order {order_number} i ett annat företag i Fortnox än det som butiken"
            " är ansluten till nu.",
            en=f"The invoice is order {order_number} in another company in Fortnox than the one"
            " the store is connected to now.",
        ),
        remedy=Words(
            sv="Kreditera ordern för hand i det företaget och hoppa över krediteringen här.",
            en="Credit the order by hand in that company, and skip the credit note here.",
        ),
    )


def another_order(*, order_number: str) -> Problem:
    return Problem(
        code="another-order",
        field="ExternalInvoiceReference1",
        message=Words(
            sv=f"Order {order_number} i Fortnox har inte längre fakturans referens, så den rörs"
            " inte.",
            en=f"Order {order_number} in Fortnox does not have the invoice's reference any more,"
            " so it is not touched.",
        ),
        remedy=Words(
            sv="Kreditera för hand i Fortnox och hoppa över krediteringen, eller återställ"
            " referensen där och välj Försök igen.",
            en="Credit it by hand in Fortnox and skip the credit note, or restore the reference"
            " there and choose Retry.",
        ),
    )


def by_hand(*, note: CreditNote, order: StoredOrder) -> Problem:
    """The order is an invoice there already: only a credit invoice answers that."""
    return Problem(
        code="credit-by-hand",
        field="InvoiceReference",
        message=Words(
            sv=f"Order {order.document_number} är redan fakturerad i Fortnox (faktura"
            f" {order.invoice_reference}). Den ska krediteras där med {_rows(note, 'sv')}.",
            en=f"Order {order.document_number} is already invoiced in Fortnox (invoice"
            f" {order.invoice_reference}). It is to be credited there with {_rows(note, 'en')}.",
        ),
        remedy=Words(
            sv=f"Öppna faktura {order.invoice_reference} i Fortnox, välj Kreditera, ta bort det som"
            " inte ska krediteras och bokför. Markera sedan krediteringen som klar här.",
            en=f"Open invoice {order.invoice_reference} in Fortnox, choose Credit, take away what"
            " is not to be credited, and book it. Then mark the credit note as done here.",
        ),
    )


def changed_in_fortnox(stands: Standing) -> Problem:
    """Somebody else has changed the order: nothing of theirs is overwritten."""
    number = stands.order.document_number
    return Problem(
        code="changed",
        field="Total",
        message=Words(
            sv=f"Order {number} är ändrad i Fortnox: {_pair(stands, 'sv')}.",
            en=f"Order {number} was changed in Fortnox: {_pair(stands, 'en')}.",
        ),
        remedy=Words(
            sv="Jämför raderna. Kreditera för hand i Fortnox, eller återställ ordern där och välj"
            " Försök igen.",
            en="Compare the rows. Credit it by hand in Fortnox, or restore the order there and"
            " choose Retry.",
        ),
    )


def _pair(stands: Standing, language: str) -> str:
    def written(sums: Sums) -> str:
        currency = stands.invoice.currency
        total, vat = sums.total, sums.vat
        word = {"sv": "moms", "en": "VAT"}[language]
        return (
            f"{money_text(total, currency=currency, language=language)}"
            f" ({word} {money_text(vat, currency=currency, language=language)})"
        )

    ours, theirs = written(stands.expected), written(stands.found)
    return f"Tamio {ours}, Fortnox {theirs}"


def _rows(note: CreditNote, language: str) -> str:
    currency = note.invoice.currency
    return "; ".join(
        f"{each.line.description} {money_text(each.gross, currency=currency, language=language)}"
        for each in note.lines.select_related("line")
    )
