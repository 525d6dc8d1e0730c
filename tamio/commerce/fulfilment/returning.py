"""Takes goods back: what came, how many, and in what condition. The credit note is another step."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from tamio.commerce.fulfilment.models import Condition, Return, ReturnLine
from tamio.commerce.fulfilment.shipping import check_units, lock_invoice
from tamio.commerce.fulfilment.standing import goods_of
from tamio.commerce.invoices.models import Invoice

Came = tuple[Decimal, str]


def take_return(
    *,
    invoice: Invoice,
    came: Mapping[int, Came],
    note: str,
    by: str,
    now: datetime,
    reference: str | None = None,
) -> tuple[Return, bool]:
    """The return of `came`: units and condition by the line's position; and whether it is new.

    The same `reference` again gives the first one. Raises ValidationError with "units.<position>"
    for more than the buyer has, "condition.<position>" for one that is none.
    """
    with transaction.atomic():
        locked = lock_invoice(invoice)
        known = locked.returns.filter(reference=reference).first() if reference else None
        if known is not None:
            return known, False
        goods = {each.line.position: each for each in goods_of(locked)}
        units = {position: quantity for position, (quantity, _how) in came.items() if quantity}
        check_units(units, {position: each.away for position, each in goods.items()})
        _check_conditions({position: came[position][1] for position in units})
        made = Return.objects.create(
            store=locked.store, invoice=locked, at=now, by=by, note=note, reference=reference
        )
        ReturnLine.objects.bulk_create(
            ReturnLine(
                returned=made,
                line=goods[position].line,
                quantity=quantity,
                condition=came[position][1],
            )
            for position, quantity in sorted(units.items())
        )
        return made, True


def _check_conditions(conditions: Mapping[int, str]) -> None:
    wrong = {
        f"condition.{position}": [_("Choose one of the conditions.")]
        for position, condition in conditions.items()
        if condition not in Condition.values
    }
    if wrong:
        raise ValidationError(wrong)
