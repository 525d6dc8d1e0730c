"""What a credit note would take back after a withdrawal, a return or a cancellation: a proposal
that a person changes and signs. Each is in the language in force.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.fulfilment.models import Condition, Return
from tamio.commerce.fulfilment.standing import Goods, goods_of
from tamio.commerce.invoices.credit import CreditPart, Left, left_of, with_discounts
from tamio.commerce.invoices.kinds import PIECES
from tamio.commerce.invoices.models import Invoice


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """`parts` None: all that is left, freight too. `reason` stands on the credit note. `restock`:
    the goods are there, and can be sold again.
    """

    parts: Sequence[CreditPart] | None
    reason: str
    restock: bool = False


def for_withdrawal(*, what: str) -> Proposal:
    """From the whole order: everything, with the cost of standard delivery (2 kap. 14 §). From
    a part of it, in whose words nobody but a person can read which.
    """
    parts: Sequence[CreditPart] | None = () if what else None
    return Proposal(parts=parts, reason=_("Withdrawal"))


def for_return(returned: Return) -> Proposal:
    """The units that came back, as far as they are not credited already."""
    left = {each.line.position: each for each in left_of(returned.invoice)}
    came = list(returned.lines.select_related("line"))
    parts = (_units(left[each.line.position], each.quantity) for each in came)
    return Proposal(
        parts=_discounted(returned.invoice, parts),
        reason=_("Returned"),
        restock=all(each.condition == Condition.AS_NEW for each in came),
    )


def for_cancellation(invoice: Invoice) -> Proposal | None:
    """What has not been shipped; all of it where nothing has and the order is goods alone. None if
    there is nothing to cancel.
    """
    goods = goods_of(invoice)
    if not any(each.left for each in goods):
        return None
    if _is_untouched(goods) and _is_goods_alone(invoice, goods):
        return Proposal(parts=None, reason=_("Cancelled"), restock=True)
    left = {each.line.position: each for each in left_of(invoice)}
    parts = (_units(left[each.line.position], each.left) for each in goods)
    return Proposal(parts=_discounted(invoice, parts), reason=_("Cancelled"), restock=True)


def _discounted(invoice: Invoice, parts: Iterable[CreditPart | None]) -> Sequence[CreditPart]:
    return with_discounts(invoice=invoice, parts=[part for part in parts if part])


def _units(left: Left, units: Decimal) -> CreditPart | None:
    quantity = min(units, left.quantity)
    if not quantity or not left.amounts.gross:
        return None
    return CreditPart(position=left.line.position, quantity=quantity)


def _is_untouched(goods: Sequence[Goods]) -> bool:
    return not any(each.shipped for each in goods)


def _is_goods_alone(invoice: Invoice, goods: Sequence[Goods]) -> bool:
    """Freight, fees and discounts follow the goods; a service may have been performed."""
    items = [line for line in invoice.lines.all() if line.kind in PIECES]
    return len(items) == len(goods)
