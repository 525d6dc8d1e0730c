"""The stock of variants: taken by a sale, put back, counted; each change with its reason."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import F

from tamio.commerce.catalogue.models import Reason, StockMovement, Variant


class TooFew(Exception):
    """There is less of `variant` than was asked for: `left`, at least 0, can be had."""

    def __init__(self, variant: Variant, *, left: int) -> None:
        super().__init__(f"{variant.sku}: {left} left")
        self.variant = variant
        self.left = left


def locked(pks: Collection[int]) -> list[Variant]:
    """The counted ones among the variants, locked until the transaction ends.

    In one order for all, or two sales could each hold what the other waits for.
    """
    variants = Variant.objects.select_for_update(of=("self",)).select_related("product")
    return list(variants.filter(pk__in=pks, stock__isnull=False).order_by("pk"))


def take(
    *,
    variants: Sequence[Variant],
    wanted: Mapping[int, int],
    promised: Mapping[int, int],
    now: datetime,
    reason: Reason = Reason.SOLD,
) -> list[StockMovement]:
    """Takes `wanted` pieces by variant out of the stock of `variants`, which are `locked`.

    `promised` is what others have reserved, read after the lock. Raises TooFew for the first of
    which there is not enough, unless it is sold when there is none. The movements are returned
    unsaved, for the document they belong to has no number yet: `record` saves them.
    """
    return [
        _taken(variant, wanted[variant.pk], promised.get(variant.pk, 0), now, reason)
        for variant in variants
    ]


def _taken(
    variant: Variant, quantity: int, promised: int, now: datetime, reason: Reason
) -> StockMovement:
    assert variant.stock is not None
    free = variant.stock - promised
    if free < quantity and not variant.backorder:
        raise TooFew(variant, left=max(free, 0))
    Variant.objects.filter(pk=variant.pk).update(stock=F("stock") - quantity)
    return StockMovement(
        variant=variant, at=now, reason=reason, change=-quantity, left=variant.stock - quantity
    )


def record(movements: list[StockMovement], *, document: str, by: str = "") -> None:
    """Saves what `take` returned, as belonging to `document`."""
    record_all([(movements, document)], by=by)


def record_all(taken: Iterable[tuple[list[StockMovement], str]], *, by: str = "") -> None:
    """As `record`, of several documents."""
    movements = []
    for own, document in taken:
        for each in own:
            each.document, each.by = document, by
        movements += own
    StockMovement.objects.bulk_create(movements)


def put_back(
    *,
    pieces: Mapping[int, int],
    document: str,
    by: str,
    now: datetime,
    reason: Reason = Reason.RETURNED,
) -> None:
    """Puts pieces by variant back into the stock, inside the caller's transaction.

    What is not counted is left alone.
    """
    movements = []
    for variant in locked(pieces):
        assert variant.stock is not None
        change = pieces[variant.pk]
        Variant.objects.filter(pk=variant.pk).update(stock=F("stock") + change)
        movements.append(
            StockMovement(
                variant=variant,
                at=now,
                reason=reason,
                change=change,
                left=variant.stock + change,
            )
        )
    record(movements, document=document, by=by)


def note_count(
    variant: Variant, *, before: int | None, by: str, now: datetime, reason: Reason | None = None
) -> None:
    """Records that the stock of `variant`, `before` until now, has been set to what it is."""
    if variant.stock == before:
        return
    StockMovement.objects.create(
        variant=variant,
        at=now,
        reason=reason or _reason(before, variant.stock),
        change=(variant.stock or 0) - (before or 0),
        left=variant.stock,
        by=by,
    )


def _reason(before: int | None, after: int | None) -> Reason:
    if after is None:
        return Reason.UNTRACKED
    return Reason.OPENING if before is None else Reason.COUNTED
