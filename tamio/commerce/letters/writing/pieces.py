"""Pieces that several letters share: what was bought, what it sums to, how it is paid."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.documents.formats import number_text
from tamio.commerce.letters.blocks import Block, Facts, Goods, Heading, Paragraph
from tamio.commerce.letters.facts import Line, Paying, Vat
from tamio.commerce.letters.formats import day_text, money_text


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """Where the letter's links lead: to the order's page, and to the withdrawal function."""

    order: str
    withdrawal: str


def goods(lines: Sequence[Line], *, currency: str, language: str) -> Goods:
    return Goods([_row(line, currency, language) for line in lines])


def _row(line: Line, currency: str, language: str) -> tuple[str, str, str]:
    count = ""
    if line.quantity is not None:
        count = f"{number_text(line.quantity, language=language)} {line.unit}"
    amount = ""
    if line.amount is not None:
        amount = money_text(line.amount, currency=currency, language=language)
    return line.text, count, amount


def sums(
    *,
    net: Decimal,
    vat: Sequence[Vat],
    total: Decimal,
    total_label: str,
    currency: str,
    language: str,
) -> Facts:
    """The VAT specification: what is taxed at each rate, and the tax; then the total."""

    def money(amount: Decimal) -> str:
        return money_text(amount, currency=currency, language=language)

    rows = [(_("Total excl. VAT"), money(net))]
    for each in vat:
        rate = number_text(each.rate, language=language)
        words = {"rate": rate, "base": money(each.net)}
        rows.append((_("VAT %(rate)s%% of %(base)s") % words, money(each.vat)))
    return Facts([*rows, (total_label, money(total))], last_is_sum=True)


def payment(paying: Paying | None, *, currency: str, language: str) -> Iterator[Block]:
    if paying is None:
        return
    yield Heading(_("Payment"))
    rows = [
        (_("To pay"), money_text(paying.amount, currency=currency, language=language)),
        (_("Due date"), day_text(paying.due_date, language=language)),
    ]
    yield Facts([*rows, *paying.accounts, (_("OCR number"), paying.reference)])


def words(text: str) -> Iterator[Block]:
    """A text of the store's own, if it has written one."""
    if text:
        yield Paragraph(text)
