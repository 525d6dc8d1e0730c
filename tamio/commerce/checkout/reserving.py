"""What is kept for a shopper at the checkout, for a while, and what is free for others."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from datetime import datetime, timedelta

from django.db import transaction

from tamio.commerce.catalogue import stock
from tamio.commerce.catalogue.models import Variant
from tamio.commerce.checkout.models import Cart, Reservation
from tamio.commerce.checkout.plans import boxes_of, plans_of

#: How long a shopper has to fill in the checkout before others may buy what they hold.
KEPT_FOR = timedelta(minutes=15)


def reserve(*, cart: Cart, now: datetime) -> None:
    """Keeps what the cart holds until KEPT_FOR from now: of each as much as is free.

    Of what is not counted, or is sold when there is none, nothing needs to be kept. A cart that
    comes again has its time anew.
    """
    wanted = Counter[int]()
    counted = cart.lines.filter(variant__stock__isnull=False)
    for pk, quantity in counted.values_list("variant", "quantity"):
        wanted[pk] += quantity
    for box in boxes_of(plans_of(cart, store=cart.store)):
        if box.variant.stock is not None:
            wanted[box.variant_id] += box.quantity
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


def free_of(
    variants: Iterable[Variant], *, cart: Cart | None, now: datetime
) -> dict[int, int | None]:
    """How many of each variant `cart` can have; None where there is no end of it. One query."""
    every = list(variants)
    counted = [each.pk for each in every if each.stock is not None and not each.backorder]
    promised = promised_to_others(counted, cart=cart, now=now) if counted else {}
    return {
        each.pk: max((each.stock or 0) - promised.get(each.pk, 0), 0)
        if each.pk in set(counted)
        else None
        for each in every
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
