"""What the back office's own pages call the things that people change on them."""

STORE = "store"
PRODUCT = "product"
VAT_RATE = "vat-rate"
VARIANT = "variant"
CATEGORY = "category"
COLLECTION = "collection"
IMPORT = "import"
#: What a store says in its letters and which of them it sends.
LETTERS = "letters"
SHOPFRONT = "shopfront"
PAGE = "page"
