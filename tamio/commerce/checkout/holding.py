"""Stock that is kept while a buyer pays.

What is held is out of the stock already, so that nobody else can buy it; it is given back when the
provider says that it will not be paid, and not before: no clock of ours decides that.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import Reason
from tamio.commerce.checkout.models import Cart, CartLine
from tamio.commerce.checkout.place_order import take_from_stock

#: Pieces by variant; keys of JSON are text.
Held = dict[str, int]


def hold(cart: Cart, lines: Sequence[CartLine], *, now: datetime) -> Held:
    """Takes what is to be sold out of the stock. Raises ValidationError ("cart"), and nothing is
    held, inside the caller's transaction.
    """
    taken = take_from_stock(cart, lines, now=now, reason=Reason.HELD)
    stock.record(taken, document="")
    return {str(each.variant_id): -each.change for each in taken}


def let_go(held: Mapping[str, int], *, now: datetime) -> None:
    """Gives it back."""
    pieces = {int(pk): quantity for pk, quantity in held.items()}
    stock.put_back(pieces=pieces, document="", by="", now=now, reason=Reason.RELEASED)


def take_late(pieces: Mapping[int, int], *, document: str, now: datetime) -> None:
    """For what was given back and is sold after all: as far as there is any."""
    variants = stock.locked(pieces)
    left = {
        each.pk: pieces[each.pk]
        if each.backorder
        else min(pieces[each.pk], max(each.stock or 0, 0))
        for each in variants
    }
    some = [each for each in variants if left[each.pk]]
    stock.record(stock.take(variants=some, wanted=left, promised={}, now=now), document=document)
