"""The rows that take back what a credit note takes back, on the order of its invoice."""

from collections.abc import Iterable
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote, CreditNoteLine
from tamio.commerce.money import ORE, round_half_up
from tamio.commerce.vat.amounts import of_amount
from tamio.fortnox.client.models.order import OrderRow
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.rows import Factors, Words, in_hundredths, priced_row
from tamio.fortnox.sync.texts import Texts

#: How far the two halves of a row are moved apart to meet its VAT. Below a rate of 100 percent,
#: VAT steps by an öre at least once in so many öre of the amount.
_FARTHEST = 200


def credited_rows(
    note: CreditNote, *, includes_vat: bool, accounts: RevenueAccounts, texts: Texts
) -> Iterable[OrderRow | Words]:
    """A text that names the credit note, then negative rows. Its lines are loaded with theirs."""
    said = f"Kreditfaktura {note.number}, {note.credit_date:%Y-%m-%d}: {note.reason}"
    yield Words(said, field=f"credit note {note.number}")
    for each in note.lines.all():
        for factors in _factors_of(each, includes_vat=includes_vat):
            yield priced_row(
                each.line, factors, said=each.line.description, accounts=accounts, texts=texts
            )


def _factors_of(credit: CreditNoteLine, *, includes_vat: bool) -> Iterable[Factors]:
    """Units at their price where that comes to the amount, else one unit at the amount.

    Fortnox works out a row's VAT from its amount. The last part of a line takes the öre that the
    parts before it left, so its VAT can be another: then two rows share it.
    """
    amount = credit.gross if includes_vat else credit.net
    if _vat_of(amount, credit, includes_vat=includes_vat) != credit.vat:
        first = _half(amount, credit, includes_vat=includes_vat)
        return [_one(first), _one(amount - first)]
    return [_units(credit, amount) or _one(amount)]


def _units(credit: CreditNoteLine, amount: Decimal) -> Factors | None:
    line = credit.line
    quantity = credit.quantity
    if quantity is None or not (in_hundredths(quantity) and in_hundredths(line.unit_price)):
        return None
    taken = -quantity if line.quantity > 0 else quantity
    price = round_half_up(line.unit_price)
    return Factors(taken, price) if round_half_up(taken * price) == amount else None


def _one(amount: Decimal) -> Factors:
    """The sign stands at the number of units: a price is never negative in Fortnox's own rows."""
    return Factors(Decimal(1 if amount > 0 else -1), abs(amount))


def _half(amount: Decimal, credit: CreditNoteLine, *, includes_vat: bool) -> Decimal:
    """A part of `amount` so that its VAT and the rest's sum to the credit's."""
    middle = round_half_up(amount / 2)
    for step in range(_FARTHEST):
        for part in (middle + step * ORE, middle - step * ORE):
            parts = (part, amount - part)
            vat = sum(_vat_of(each, credit, includes_vat=includes_vat) for each in parts)
            if vat == credit.vat:
                return part
    raise ArithmeticError(f"{amount} cannot carry a VAT of {credit.vat}")


def _vat_of(amount: Decimal, credit: CreditNoteLine, *, includes_vat: bool) -> Decimal:
    return of_amount(amount, rate=credit.vat_rate, includes_vat=includes_vat).vat
