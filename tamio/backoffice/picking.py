"""What is to be fetched from the shelves for several orders: each thing once, how many where."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from tamio.commerce.fulfilment.standing import Goods, goods_of_all
from tamio.commerce.invoices.models import Invoice


@dataclass(slots=True)
class Pick:
    """One thing. `orders` are the invoice's number and the units that it wants."""

    sku: str
    text: str
    unit: str
    orders: list[tuple[int, Decimal]] = field(default_factory=list)

    @property
    def units(self) -> Decimal:
        return sum((units for _number, units in self.orders), Decimal(0))


def picks_of(invoices: Sequence[Invoice]) -> list[Pick]:
    """By SKU, then by name. Three queries, however many orders there are."""
    picks: dict[tuple[str, str], Pick] = {}
    goods = goods_of_all(invoices)
    for invoice in invoices:
        for each in goods[invoice.pk]:
            if each.left:
                _pick(picks, each).orders.append((invoice.number or 0, each.left))
    return [picks[key] for key in sorted(picks)]


def _pick(picks: dict[tuple[str, str], Pick], goods: Goods) -> Pick:
    line = goods.line
    made = Pick(line.sku, line.description, line.unit)
    return picks.setdefault((line.sku, line.description), made)
