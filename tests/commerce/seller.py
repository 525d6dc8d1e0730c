"""A process that sells: `python -m tests.commerce.seller STORE PRODUCT COUNT`, both by key.

Between two sales it tries one that is refused after its number was taken.
"""

import sys

import django
from django.db import transaction

django.setup()

from tamio.commerce.catalogue.models import Product  # noqa: E402
from tamio.commerce.checkout.place_order import place_order  # noqa: E402
from tamio.commerce.stores.models import Store  # noqa: E402
from tests.factories import NOW, buyer, make_cart  # noqa: E402


def sell(*, store: Store, product: Product, undone: bool) -> None:
    cart = make_cart(store=store, contents={product: 1})
    with transaction.atomic():
        place_order(cart=cart, buyer=buyer(), now=NOW)
        transaction.set_rollback(undone)


def main() -> None:
    store, product, count = sys.argv[1:]
    for _ in range(int(count)):
        for undone in (True, False):
            sell(
                store=Store.objects.get(pk=store),
                product=Product.objects.get(pk=product),
                undone=undone,
            )


if __name__ == "__main__":
    main()
