"""A reminder: all that a customer has not paid in time, in one letter."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Facts, Heading, Link, Paragraph
from tamio.commerce.letters.formats import day_text, money_text
from tamio.commerce.letters.writing.law import StoreSays


@dataclass(frozen=True, slots=True, kw_only=True)
class Overdue:
    """One invoice. `amount` is what is left of it; `fee` is 0 unless it was agreed at the sale."""

    number: int
    day: date
    due_date: date
    amount: Decimal
    fee: Decimal
    currency: str
    accounts: Sequence[tuple[str, str]]
    reference: str
    order_address: str


def reminder(overdue: Sequence[Overdue], *, name: str, says: StoreSays, language: str) -> Body:
    number = {"number": overdue[0].number, "store": says.name}
    subject = _("Reminder: invoice %(number)s from %(store)s")
    if len(overdue) > 1:
        subject = _("Reminder: invoices from %(store)s")
    return Body(
        subject=subject % number,
        title=_("A payment is missing"),
        name=name,
        blocks=list(_blocks(overdue, says, language)),
    )


def _blocks(overdue: Sequence[Overdue], says: StoreSays, language: str) -> Iterator[Block]:
    yield Paragraph(_(
        "We have not seen the payment of what stands below. If you have paid in the last few days,"
        " you need do nothing."
    ))  # fmt: skip
    for each in overdue:
        yield from invoice_blocks(each, language)
    yield Paragraph(
        _("Is something wrong with the invoice, or do you need more time? Write to %(email)s.")
        % {"email": says.email}
    )


def invoice_blocks(each: Overdue, language: str) -> Iterator[Block]:
    """One invoice: what is left, until when, and where to pay it."""
    yield Heading(_("Invoice %(number)s of %(day)s") % {
        "number": each.number, "day": day_text(each.day, language=language),
    })  # fmt: skip
    yield Facts(list(_facts(each, language)), last_is_sum=bool(each.fee))
    yield Link(_("See the invoice"), each.order_address)


def _facts(each: Overdue, language: str) -> Iterator[tuple[str, str]]:
    def money(amount: Decimal) -> str:
        return money_text(amount, currency=each.currency, language=language)

    yield _("Due date"), day_text(each.due_date, language=language)
    yield from each.accounts
    yield _("OCR number"), each.reference
    if not each.fee:
        yield _("To pay"), money(each.amount)
        return
    yield _("Unpaid"), money(each.amount)
    yield _("Reminder fee, agreed with the order"), money(each.fee)
    yield _("To pay"), money(each.amount + each.fee)
