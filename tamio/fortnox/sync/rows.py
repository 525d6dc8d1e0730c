"""The rows of an order: what each line of an invoice becomes, so that both sum to the same öre."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby

from tamio.commerce.invoices.kinds import LineKind
from tamio.commerce.invoices.models import InvoiceLine
from tamio.commerce.money import round_half_up
from tamio.fortnox.client.lengths import ORDER_ROW
from tamio.fortnox.client.models.order import DiscountType, OrderRow
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.texts import Texts

_HUNDREDTHS = Decimal("0.01")
_HUNDRED = Decimal(100)
_DAY = "%Y-%m-%d"


@dataclass(frozen=True, slots=True)
class Factors:
    """What Fortnox multiplies: units, price of each, and what is taken off."""

    quantity: Decimal
    price: Decimal
    discount: Decimal = Decimal(0)
    discount_type: DiscountType = DiscountType.PERCENT


@dataclass(frozen=True, slots=True)
class Words:
    """A row that only says something; `field` names it on the record of what was changed."""

    text: str
    field: str


def sold_rows(
    lines: Sequence[InvoiceLine], *, includes_vat: bool, accounts: RevenueAccounts, texts: Texts
) -> Iterable[OrderRow | Words]:
    """A row a line, every field of it set. For `rows_of`, which makes rows of the words too."""
    for line in lines:
        if line.kind == LineKind.TEXT:
            yield Words(line.description, field=f"row {line.position} Description")
        else:
            yield _sold_row(line, includes_vat=includes_vat, accounts=accounts, texts=texts)


def rows_of(found: Iterable[OrderRow | Words], *, texts: Texts) -> Iterable[OrderRow]:
    """Words that follow each other share a row: Fortnox makes the second of two text rows one
    with a price (facts, section 9, 12).
    """
    for is_words, group in groupby(found, key=lambda each: isinstance(each, Words)):
        if is_words:
            words = [each for each in group if isinstance(each, Words)]
            said = " - ".join(each.text for each in words)
            yield _text_row(said, field=words[0].field, texts=texts)
        else:
            yield from (each for each in group if isinstance(each, OrderRow))


def _text_row(words: str, *, field: str, texts: Texts) -> OrderRow:
    """Account 0, or it would take the company's usual one."""
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
    return priced_row(
        line, factors, said=_description(line, factors), accounts=accounts, texts=texts
    )


def priced_row(
    line: InvoiceLine, factors: Factors, *, said: str, accounts: RevenueAccounts, texts: Texts
) -> OrderRow:
    """A row of what `line` sold, at its account and rate, in units that may be others.

    Raises NoAccount where the choices of the store leave it without one.
    """
    return OrderRow(
        article_number=line.sku or None,
        account_number=accounts.of_line(line),
        description=texts.fit(
            said,
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


def _factors_of(line: InvoiceLine, *, includes_vat: bool) -> Factors:
    """Fortnox rounds both to two decimals and multiplies again: what does not survive that is
    sent as one unit at the line's own amount, so that the sums stay equal.
    """
    amount = line.gross if includes_vat else line.net
    if not (in_hundredths(line.quantity) and in_hundredths(line.unit_price)):
        return Factors(Decimal(1), amount)
    quantity, price = _plain(line.quantity), round_half_up(line.unit_price)
    percent = line.discount_percent
    if percent and round_half_up(quantity * price * (_HUNDRED - percent) / _HUNDRED) == amount:
        return Factors(quantity, price, _plain(percent))
    if line.discount:
        return Factors(quantity, price, line.discount, DiscountType.AMOUNT)
    return Factors(quantity, price)


def _description(line: InvoiceLine, factors: Factors) -> str:
    said = line.description
    if line.period_start and line.period_last:
        said = f"{said} {line.period_start:{_DAY}} – {line.period_last:{_DAY}}"
    if factors.quantity == line.quantity:
        return said
    quantity, price = _plain(line.quantity), _plain(line.unit_price)
    multiplied = f"{quantity:f} {line.unit} * {price:f}".replace(".", ",")
    return f"{said} ({multiplied})"


def in_hundredths(value: Decimal) -> bool:
    return value == value.quantize(_HUNDREDTHS)


def _plain(value: Decimal) -> Decimal:
    """Without needless zeros, and never in scientific notation."""
    return Decimal(f"{value.normalize():f}")
