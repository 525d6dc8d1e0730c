"""What an invoice is found by, besides its number and its reference."""

from tamio.word_index import WordIndex

WORDS = WordIndex(
    table="invoices_invoice",
    columns=["buyer_name", "buyer_email", "buyer_organisation_number", "external_reference"],
)
