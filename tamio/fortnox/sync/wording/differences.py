"""What is said of an order that is not, in Fortnox, what the invoice is here."""

from collections.abc import Sequence
from decimal import Decimal

from tamio.commerce.invoices.models import Invoice
from tamio.fortnox.client.models.order import StoredOrder
from tamio.fortnox.sync.wording.fields import field_words
from tamio.fortnox.sync.wording.problems import finding
from tamio.look.formats import money_text
from tamio.outbox.problem import Problem, Words


def cancelled_in_fortnox(*, order_number: str) -> Problem:
    return finding("cancelled", order=order_number)


def sums_differ(
    *,
    invoice: Invoice,
    order: StoredOrder,
    differences: Sequence[tuple[str, Decimal, Decimal]],
) -> Problem:
    """`differences`: field of Fortnox's, our amount, theirs. Empty when only the currency does."""

    def pairs(language: str) -> str:
        def written(amount: Decimal) -> str:
            return money_text(amount, currency=invoice.currency, language=language)

        return "; ".join(
            f"{getattr(field_words(name), language)}: Tamio {written(ours)},"
            f" Fortnox {written(theirs)}"
            for name, ours, theirs in differences
        )

    return finding(
        "sums",
        field=differences[0][0] if differences else "Currency",
        order=order.document_number,
        invoice=str(invoice.number),
        pairs=Words(sv=pairs("sv"), en=pairs("en")),
    )
