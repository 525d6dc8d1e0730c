"""The cards of a sale, for the buyer's own pages."""

from tamio.commerce.giftcards.models import GiftCard
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import Invoice


def cards_sold(invoice: Invoice) -> list[GiftCard]:
    """In the order of their lines; none of what was credited. No query where none were sold, if
    the lines have been read.
    """
    if not any(line.kind == LineKind.GIFT_CARD for line in invoice.lines.all()):
        return []
    cards = GiftCard.objects.filter(line__invoice=invoice, amount__gt=0)
    return list(cards.order_by("line__position", "pk"))
