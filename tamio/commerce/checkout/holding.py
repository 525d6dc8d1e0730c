"""Stock that is kept while a buyer pays: the seam between paying first and the catalogue.

What is held is out of the stock already, so that nobody else can buy it; it is given back when the
provider says that it will not be paid, and not before: no clock of ours decides that.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.lines import LineDraft

Held = dict[str, int]


def hold(lines: Sequence[LineDraft]) -> Held:
    """Takes what is sold out of the stock. Raises ValidationError ("cart"), and nothing is held,
    inside the caller's transaction.
    """
    held: Held = {}
    for product, quantity in _wanted(lines):
        if not product.active:
            message = _("“%(name)s” is no longer for sale. Take it out.")
            raise ValidationError({"cart": [message % {"name": product.name}]})
        if not product.reserve(quantity=quantity):
            message = _("There are not enough of “%(name)s” left.")
            raise ValidationError({"cart": [message % {"name": product.name}]})
        if product.stock is not None:
            held[str(product.pk)] = quantity
    return held


def let_go(held: Mapping[str, int]) -> None:
    """Gives it back."""
    for pk, quantity in sorted(held.items()):
        counted = Product.objects.filter(pk=int(pk), stock__isnull=False)
        counted.update(stock=F("stock") + quantity)


def take_late(lines: Sequence[LineDraft]) -> None:
    """For what was given back and is sold after all: as far as there is any."""
    for product, quantity in _wanted(lines):
        product.reserve(quantity=quantity)


def _wanted(lines: Sequence[LineDraft]) -> list[tuple[Product, int]]:
    """In one order for all carts, or two of them could each hold what the other waits for."""
    pieces: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.product_id is not None:
            pieces[line.product_id] += int(line.quantity)
    products = Product.objects.in_bulk(pieces)
    return [(products[pk], pieces[pk]) for pk in sorted(pieces)]
