"""What a product is found by in the back office; the shop's own search is in commerce/search."""

from tamio.word_index import WordIndex

PRODUCT_WORDS = WordIndex(table="catalogue_product", columns=["name"])
VARIANT_WORDS = WordIndex(table="catalogue_variant", columns=["sku", "ean"])
