"""What a customer is found by, besides the number."""

from tamio.word_index import WordIndex

WORDS = WordIndex(table="customers_customer", columns=["name", "email", "organisation_number"])
