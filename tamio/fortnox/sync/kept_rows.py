"""The rows of an order as they are kept, so that what somebody changes in Fortnox can be told.

Kept is what the books are made of: not the texts, which an accountant may put in other words.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from tamio.fortnox.client.models.order import StoredOrder, StoredOrderRow
from tamio.fortnox.models import OrderLink


class KeptRow(NamedTuple):
    """Plain numbers as text, without needless zeros; "" where the row has nothing.

    `total` is with or without VAT, as the order's prices are.
    """

    article: str
    account: str
    quantity: str
    price: str
    discount: str
    discount_type: str
    vat: str
    total: str


def kept_rows(order: StoredOrder) -> list[KeptRow]:
    """Of all rows that are more than a text, in their order."""
    return [_kept(row) for row in order.order_rows if _is_booked(row)]


def rows_of(stored: Sequence[Sequence[str]] | None) -> list[KeptRow] | None:
    """As they come back from the database."""
    return None if stored is None else [KeptRow(*row) for row in stored]


def keep_added_rows(link: OrderLink, order: StoredOrder) -> None:
    """After Tamio has added rows: those before them stay as they were first kept."""
    if link.rows is None:
        return
    link.rows = [*link.rows, *kept_rows(order)[len(link.rows) :]]
    link.save(update_fields=["rows"])


def _is_booked(row: StoredOrderRow) -> bool:
    return bool(row.article_number or row.account_number or row.price or row.total)


def _kept(row: StoredOrderRow) -> KeptRow:
    return KeptRow(
        article=row.article_number or "",
        account=str(row.account_number or ""),
        quantity=_plain(row.delivered_quantity),
        price=_plain(row.price),
        discount=_plain(row.discount),
        discount_type=(row.discount_type or "") if row.discount else "",
        vat=_plain(row.vat),
        total=_plain(row.total),
    )


def _plain(value: Decimal | None) -> str:
    return "" if value is None else f"{value.normalize():f}"
