"""Which language a document is written in, where nobody asks for another."""

from tamio.commerce.invoices.models import Invoice

LANGUAGES = ("sv", "en")


def language_of(invoice: Invoice) -> str:
    """The store's own for buyers in its own country; English abroad."""
    at_home = invoice.buyer_country == invoice.seller["country"]
    return invoice.store.language if at_home else "en"
