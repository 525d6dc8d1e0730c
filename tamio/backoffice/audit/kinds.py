"""What the back office's own pages call the things that people change on them."""

STORE = "store"
PRODUCT = "product"
VAT_RATE = "vat-rate"
VARIANT = "variant"
CATEGORY = "category"
COLLECTION = "collection"
IMPORT = "import"
