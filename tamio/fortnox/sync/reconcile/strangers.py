"""Orders that are listed and are not the one that Tamio made of a sale: whose they are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tamio.commerce.stores.models import Store
from tamio.fortnox.client.models.order import OrderSummary
from tamio.fortnox.models import FindingKind
from tamio.fortnox.sync.reconcile.findings import Found, of_order, of_sale
from tamio.fortnox.sync.reconcile.sales import Sale, issued, sales

_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """`ours` carry this store's reference: with the sale it names, if there is one.

    `others` are none of ours: made by hand, or another store's. They are counted, not accused.
    """

    ours: Sequence[tuple[OrderSummary, Sale | None]]
    others: int


def strangers(
    orders: Iterable[OrderSummary], *, store: Store, tenant_id: str, known: Iterable[Sale]
) -> Strangers:
    """Whose `orders` are. `known`: the sales of the period; others are looked for."""
    left = list(orders)
    named = {order.document_number: _number_in(order, store) for order in left}
    by_number = {sale.number: sale for sale in known}
    missing = {number for number in named.values() if number and number not in by_number}
    by_number |= _sold(missing, store=store, tenant_id=tenant_id)
    ours = [
        (order, by_number.get(number))
        for order in left
        if (number := named[order.document_number]) is not None
    ]
    return Strangers(ours=ours, others=len(left) - len(ours))


def findings(found: Strangers, *, store: Store) -> Iterator[Found]:
    """One an order that stands there besides the sale's own, or without a sale."""
    for order, sale in found.ours:
        day = order.order_date
        if order.cancelled or day is None:
            continue
        if sale is None:
            yield of_order(FindingKind.UNKNOWN, order, sale=None, day=day, currency=store.currency)
        elif sale.order_number == order.document_number:
            # The sale's own order, under a day that is not the sale's.
            moved = [sale.day.isoformat(), day.isoformat()]
            yield of_sale(FindingKind.CHANGED, sale, theirs=order.total, moved=moved)
        else:
            yield of_order(
                FindingKind.DOUBLED,
                order,
                sale=sale,
                day=day,
                currency=sale.currency,
                other=sale.order_number,
            )


def _number_in(order: OrderSummary, store: Store) -> int | None:
    """The invoice number in a reference of the store's own; None in any other."""
    reference = order.external_invoice_reference_1 or ""
    head = f"T{store.reference_code}"
    digits = reference.removeprefix(head)
    if not reference.startswith(head) or len(digits) != 10:
        return None
    return int(digits) if digits.isascii() and digits.isdecimal() else None


def _sold(numbers: set[int], *, store: Store, tenant_id: str) -> Mapping[int, Sale]:
    found: dict[int, Sale] = {}
    wanted = sorted(numbers)
    for first in range(0, len(wanted), _AT_ONCE):
        some = issued(store).filter(number__in=wanted[first : first + _AT_ONCE])
        found |= {sale.number: sale for sale in sales(some, tenant_id=tenant_id)}
    return found
