"""What is kept for a shopper at the checkout, for a while, and what is free for others."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.catalogue.packs.contents import loaded, parts_of, pieces_of, room_for
from tamio.commerce.checkout.models import Cart, CartLine, Reservation, lines_of
from tamio.commerce.checkout.plans import boxes_of, plans_of

#: How long a shopper has to fill in the checkout before others may buy what they hold.
KEPT_FOR = timedelta(minutes=15)


def reserve(*, cart: Cart, now: datetime) -> None:
    """Keeps what the cart holds until KEPT_FOR from now: of each as much as is free. Of a pack
    its parts are kept.

    Of what is not counted, or is sold when there is none, nothing needs to be kept. A cart that
    comes again has its time anew.
    """
    wanted = pieces_in([*lines_of(cart), *boxes_of(plans_of(cart, store=cart.store))])
    if not wanted:
        return
    with transaction.atomic():
        variants = stock.locked(wanted)
        _forget(cart, wanted, now=now)
        promised = promised_to_others(wanted, cart=cart, now=now)
        Reservation.objects.bulk_create(_kept(cart, variants, wanted, promised, now))


def promised_to_others(
    variants: Collection[int], *, cart: Cart | None, now: datetime
) -> dict[int, int]:
    """Pieces by variant that are kept for other carts than `cart`."""
    held = Reservation.objects.filter(variant__in=variants, expires_at__gt=now)
    if cart is not None:
        held = held.exclude(cart=cart)
    # Summed here: they are few, and a page asks this often enough for the query to be a plain one.
    pieces: dict[int, int] = {}
    for pk, quantity in held.values_list("variant_id", "quantity"):
        pieces[pk] = pieces.get(pk, 0) + quantity
    return pieces


def pieces_in(lines: Iterable[CartLine]) -> dict[int, int]:
    """What the lines take of each counted variant. Of packs, which are `loaded`, their parts."""
    return pieces_of((line.variant, line.quantity) for line in lines)


def free_of(
    variants: Iterable[Variant], *, cart: Cart | None, now: datetime
) -> dict[int, int | None]:
    """How many of each variant `cart` can have; None where there is no end of it. One query, and
    one for packs: of them there are as many as of their scarcest part.
    """
    every = list(variants)
    free = _free_pieces(every, cart=cart, now=now)
    return {each.pk: room_for(each, free) for each in every}


def free_for_lines(
    lines: Sequence[CartLine], *, cart: Cart, now: datetime
) -> dict[int, int | None]:
    """As `free_of`, by its key, for each line of the cart after what the lines before it want:
    a pack and its parts share one stock.
    """
    free = _free_pieces([line.variant for line in lines], cart=cart, now=now)
    found = {}
    for line in lines:
        found[line.pk] = room_for(line.variant, free)
        for pk, quantity in pieces_in([line]).items():
            there = free[pk]
            free[pk] = None if there is None else max(there - quantity, 0)
    return found


def _free_pieces(
    variants: Sequence[Variant], *, cart: Cart | None, now: datetime
) -> dict[int, int | None]:
    """What is free of all that these are made of."""
    loaded(each.product for each in variants)
    every = {part.pk: part for each in variants for part, _quantity in parts_of(each)}
    counted = [each.pk for each in every.values() if each.stock is not None and not each.backorder]
    promised = promised_to_others(counted, cart=cart, now=now) if counted else {}
    return {
        pk: max((each.stock or 0) - promised.get(pk, 0), 0) if pk in set(counted) else None
        for pk, each in every.items()
    }


def _forget(cart: Cart, variants: Collection[int], *, now: datetime) -> None:
    """Of these variants, what the cart held and what has run out."""
    cart.reservations.all().delete()
    Reservation.objects.filter(variant__in=variants, expires_at__lte=now).delete()


def _kept(
    cart: Cart,
    variants: Iterable[Variant],
    wanted: Mapping[int, int],
    promised: Mapping[int, int],
    now: datetime,
) -> Iterable[Reservation]:
    for variant in variants:
        free = max((variant.stock or 0) - promised.get(variant.pk, 0), 0)
        quantity = min(wanted[variant.pk], free)
        if quantity and not variant.backorder:
            yield Reservation(
                cart=cart, variant=variant, quantity=quantity, expires_at=now + KEPT_FOR
            )
