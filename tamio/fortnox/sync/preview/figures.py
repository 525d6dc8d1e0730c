"""What Fortnox makes of an order's rows: it rounds price and quantity, multiplies, and takes VAT
row by row (facts, section 9, 7 and 8).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from tamio.commerce.money import round_half_up
from tamio.commerce.vat.amounts import Amounts, of_amount
from tamio.fortnox.client.models.order import DiscountType, OrderRow
from tamio.fortnox.sync.preview.shapes import Row, Sums

_HUNDRED = Decimal(100)
_NOTHING = Decimal(0)


def row_of(sent: OrderRow, *, includes_vat: bool, names: Mapping[int, str]) -> Row:
    """`names` of the accounts by number. The total is with VAT if the order's prices are."""
    amounts = _amounts(sent, includes_vat=includes_vat)
    return Row(
        sent=sent,
        account_name=names.get(sent.account_number or 0, ""),
        total=amounts.gross if includes_vat else amounts.net,
        vat=amounts.vat,
    )


def sums_of(rows: Iterable[OrderRow], *, includes_vat: bool) -> Sums:
    """Before any rounding to whole kronor, which is the company's own setting."""
    amounts = [_amounts(row, includes_vat=includes_vat) for row in rows]
    net = sum((each.net for each in amounts), _NOTHING)
    vat = sum((each.vat for each in amounts), _NOTHING)
    return Sums(net, vat, net + vat)


def _amounts(row: OrderRow, *, includes_vat: bool) -> Amounts:
    price = round_half_up(row.price or _NOTHING)
    full = price * round_half_up(row.delivered_quantity or _NOTHING)
    discount = row.discount or _NOTHING
    if row.discount_type == DiscountType.AMOUNT:
        amount = full - discount if row.delivered_quantity else _NOTHING
    else:
        amount = full * (_HUNDRED - discount) / _HUNDRED
    return of_amount(round_half_up(amount), rate=row.vat or _NOTHING, includes_vat=includes_vat)
