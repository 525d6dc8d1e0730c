"""Which language a document is written in, where nobody asks for another."""

from tamio.commerce.invoices.models import Invoice

LANGUAGES = ("sv", "en")


def language_of(invoice: Invoice) -> str:
    """As the customer's card says; else the store's own in its own country, and English abroad."""
    return invoice.likely_language
