"""Finds what a store sells."""

from tamio.commerce.catalogue.models import Variant
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


def variant_of(store: Store, *, sku: str) -> Variant | None:
    """The store's variant, for sale or not, with its product. One query."""
    found = _VARIANTS.first(store.pk, sku)
    if found is not None:
        found.store = found.product.store = store
    return found


_VARIANTS = Prepared(
    lambda store, sku: (
        Variant.objects.filter(store=store, sku=sku).select_related("product").order_by()
    ),
    int,
    str,
)
