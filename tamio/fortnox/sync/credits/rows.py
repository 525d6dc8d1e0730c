"""The rows that take back what a credit note takes back, on the order of its invoice."""

from collections.abc import Iterable
from decimal import Decimal

from tamio.commerce.invoices.models import CreditNote, CreditNoteLine
from tamio.commerce.money import round_half_up
from tamio.commerce.vat.amounts import of_amount
from tamio.fortnox.client.models.order import OrderRow
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.rows import Factors, Words, in_hundredths, priced_row
from tamio.fortnox.sync.texts import Texts


def credited_rows(
    note: CreditNote, *, includes_vat: bool, accounts: RevenueAccounts, texts: Texts
) -> Iterable[OrderRow | Words]:
    """A text that names the credit note, then negative rows. Its lines are loaded with theirs."""
    yield named(note)
    for each in note.lines.all():
        for factors in factors_of(each, includes_vat=includes_vat):
            yield priced_row(
                each.line, factors, said=each.line.description, accounts=accounts, texts=texts
            )


def named(note: CreditNote) -> Words:
    """The text that stands before its rows."""
    said = f"{mark_of(note)} {note.credit_date:%Y-%m-%d}: {note.reason}"
    return Words(said, field=f"credit note {note.number}")


def mark_of(note: CreditNote) -> str:
    """How the credit note is known again in the texts of an order, or of a credit invoice."""
    return f"Kreditfaktura {note.number},"


def factors_of(credit: CreditNoteLine, *, includes_vat: bool) -> Iterable[Factors]:
    """Units at their price where that comes to the amount, else one unit at the amount.

    Fortnox works out a row's VAT from its amount. What is credited of one line in several parts
    can be an öre off from that: then what was credited before is taken back, and credited together
    with this part in one row.
    """
    amount = credit.gross if includes_vat else credit.net
    if of_amount(amount, rate=credit.vat_rate, includes_vat=includes_vat).vat == credit.vat:
        return [_units(credit, amount) or _one(amount)]
    before = _before(credit, includes_vat=includes_vat)
    return [_one(-before), _one(before + amount)]


def _before(credit: CreditNoteLine, *, includes_vat: bool) -> Decimal:
    """What earlier credit notes took back of the line."""
    number = credit.credit_note.number
    earlier = CreditNoteLine.objects.filter(line=credit.line, credit_note__number__lt=number)
    taken = (each.gross if includes_vat else each.net for each in earlier)
    return sum(taken, Decimal(0))


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
