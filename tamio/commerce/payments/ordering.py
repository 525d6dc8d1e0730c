"""What a payment that comes first is for: an order that becomes an invoice once it is paid.

The checkout, a room above, says how; this room knows only when. Data only, like destinations.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Attempt


@dataclass(frozen=True, kw_only=True)
class Orders:
    """Dotted paths of functions that run in the transaction of the attempt, which is locked.

    `place`: `(Attempt, datetime) -> Invoice`, issued; it must not refuse, for the money is there.
    `let_go`: `(Attempt, datetime) -> None`: it will not be paid.
    """

    place: str
    let_go: str


_declared: list[Orders] = []


def declare(orders: Orders) -> None:
    """Raises ValueError if somebody else has said how."""
    if _declared and _declared != [orders]:
        raise ValueError("two rooms place the orders that are paid first")
    _declared[:] = [orders]


def place(attempt: Attempt, now: datetime) -> Invoice:
    return cast("Callable[[Attempt, datetime], Invoice]", import_string(_declared[0].place))(
        attempt, now
    )


def let_go(attempt: Attempt, now: datetime) -> None:
    for orders in _declared:
        cast("Callable[[Attempt, datetime], None]", import_string(orders.let_go))(attempt, now)
