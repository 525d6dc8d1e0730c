"""The rows of an order: what each line of an invoice becomes, so that both sum to the same öre."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from itertools import groupby

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.fortnox.client.lengths import ORDER_ROW
from tamio.fortnox.client.models.order import DiscountType, OrderRow
from tamio.fortnox.sync.texts import Texts

_HUNDREDTHS = Decimal("0.01")
_HUNDRED = Decimal(100)
_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class RevenueAccounts:
    """The two accounts the merchant has chosen."""

    goods: int
    services: int

    def of(self, item_type: str) -> int:
        return self.goods if item_type == ItemType.PHYSICAL else self.services


def sold_rows(
    lines: Sequence[InvoiceLine], *, includes_vat: bool, accounts: RevenueAccounts, texts: Texts
) -> Iterable[OrderRow]:
    """A row a line, every field of it set; texts that follow each other share one.

    Fortnox makes the second of two text rows a row with a price (facts, section 9, 12).
    """
    for is_text, group in groupby(lines, key=lambda line: line.kind == LineKind.TEXT):
        if is_text:
            found = list(group)
            words = " - ".join(line.description for line in found)
            yield text_row(words, field=f"row {found[0].position} Description", texts=texts)
        else:
            for line in group:
                yield _sold_row(line, includes_vat=includes_vat, accounts=accounts, texts=texts)


def text_row(words: str, *, field: str, texts: Texts) -> OrderRow:
    """A row that only says something. Account 0, or it would take the company's usual one."""
    return OrderRow(
        article_number=None,
        account_number=0,
        description=texts.fit(words, field=field, most=ORDER_ROW["description"], otherwise="-"),
        ordered_quantity=Decimal(0),
        delivered_quantity=Decimal(0),
        price=Decimal(0),
        vat=Decimal(0),
        discount=Decimal(0),
        discount_type=DiscountType.PERCENT,
        house_work=False,
    )


def _sold_row(
    line: InvoiceLine, *, includes_vat: bool, accounts: RevenueAccounts, texts: Texts
) -> OrderRow:
    factors = _factors_of(line, includes_vat=includes_vat)
    return OrderRow(
        article_number=line.sku or None,
        account_number=accounts.of(line.item_type),
        description=texts.fit(
            _description(line, factors),
            field=f"row {line.position} Description",
            most=ORDER_ROW["description"],
            otherwise=line.sku or "-",
        ),
        ordered_quantity=factors.quantity,
        delivered_quantity=factors.quantity,
        price=factors.price,
        vat=_plain(line.vat_rate),
        discount=factors.discount,
        discount_type=factors.discount_type,
        house_work=False,
        # A unit that is sent as null is refused (2000699); one that is not sent is none.
        **({"unit": line.unit} if line.unit else {}),
    )


@dataclass(frozen=True, slots=True)
class _Factors:
    """What Fortnox multiplies."""

    quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)
    discount_type: DiscountType = DiscountType.PERCENT


def _factors_of(line: InvoiceLine, *, includes_vat: bool) -> _Factors:
    """Fortnox rounds both to two decimals and multiplies again: what does not survive that is
    sent as one unit at the line's own amount, so that the sums stay equal.
    """
    amount = line.gross if includes_vat else line.net
    if not (_in_hundredths(line.quantity) and _in_hundredths(line.unit_price)):
        return _Factors(Decimal(1), amount)
    quantity, price = _plain(line.quantity), round_half_up(line.unit_price)
    percent = line.discount_percent
    if percent and round_half_up(quantity * price * (_HUNDRED - percent) / _HUNDRED) == amount:
        return _Factors(quantity, price, _plain(percent))
    if line.discount:
        return _Factors(quantity, price, line.discount, DiscountType.AMOUNT)
    return _Factors(quantity, price)


def _description(line: InvoiceLine, factors: _Factors) -> str:
    said = line.description
    if line.period_start and line.period_end:
        last = line.period_end - timedelta(days=1)
        said = f"{said} {line.period_start:{_DAY}} – {last:{_DAY}}"
    if factors.quantity == line.quantity:
        return said
    quantity, price = _plain(line.quantity), _plain(line.unit_price)
    multiplied = f"{quantity:f} {line.unit} * {price:f}".replace(".", ",")
    return f"{said} ({multiplied})"


def _in_hundredths(value: Decimal) -> bool:
    return value == value.quantize(_HUNDREDTHS)


def _plain(value: Decimal) -> Decimal:
    """Without needless zeros, and never in scientific notation."""
    return Decimal(f"{value.normalize():f}")
