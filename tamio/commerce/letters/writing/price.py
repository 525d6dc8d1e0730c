"""A subscription is going to cost something else, or is not after all."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Facts, Heading, Link, Paragraph
from tamio.commerce.letters.formats import day_text, money_text
from tamio.commerce.letters.writing.law import StoreSays


@dataclass(frozen=True, slots=True, kw_only=True)
class Priced:
    """One subscription: what one piece of it costs a period, and will cost from `on`. `discount`
    says what is off that, in the letter's language; "" for nothing. What `stands_still` is paused
    until the customer says so: `on` is then the earliest day.
    """

    number: int
    title: str
    before: Decimal
    after: Decimal
    currency: str
    includes_vat: bool
    on: date
    discount: str = ""
    stands_still: bool = False


def new_price(
    rows: Sequence[Priced], *, name: str, pages: str, says: StoreSays, language: str
) -> Body:
    """`pages`: where the customer asks for the way to their own pages."""
    first = day_text(min(each.on for each in rows), language=language)
    blocks: list[Block] = [
        Paragraph(
            _("The price of what you subscribe to changes. Until the day below you pay as before.")
        )
    ]
    for each in rows:
        blocks += _blocks(each, language)
    blocks += [
        Paragraph(
            _("You need do nothing to go on. If you do not want the new price, you have the right"
              " to cancel: do it before %(day)s, and you never pay it.") % {"day": first}
        ),
        Link(_("Cancel, on your own pages"), pages),
        Paragraph(_("You can also write to %(email)s.") % {"email": says.email}),
    ]  # fmt: skip
    return Body(
        subject=_("A new price from %(day)s: %(store)s") % {"day": first, "store": says.name},
        title=_("A new price"),
        name=name,
        blocks=blocks,
    )


def old_price(rows: Sequence[Priced], *, name: str, says: StoreSays, language: str) -> Body:
    """To those who have had the other letter."""
    blocks: list[Block] = [
        Paragraph(_("We wrote to you about a new price. It is called off: you pay as before."))
    ]
    for each in rows:
        blocks += [Heading(each.title), Facts([_fact(_("Price a period"), each.before, each,
                                                     language)])]  # fmt: skip
    return Body(
        subject=_("The price stays as it is: %(store)s") % {"store": says.name},
        title=_("The price stays as it is"),
        name=name,
        blocks=blocks,
    )


def _blocks(each: Priced, language: str) -> Iterator[Block]:
    yield Heading(each.title)
    facts = [
        (_("Subscription"), str(each.number)),
        _fact(_("Price a period now"), each.before, each, language),
        _fact(_("New price a period"), each.after, each, language),
        (_("From"), _from(each, language)),
    ]
    if each.discount:
        facts.append((_("Your discount goes on"), each.discount))
    yield Facts(facts)


def _from(each: Priced, language: str) -> str:
    day = day_text(each.on, language=language)
    if not each.stands_still:
        return day
    return _("the first period after your pause, %(day)s at the earliest") % {"day": day}


def _fact(term: str, amount: Decimal, each: Priced, language: str) -> tuple[str, str]:
    money = money_text(amount, currency=each.currency, language=language)
    words = _("%(amount)s with VAT") if each.includes_vat else _("%(amount)s without VAT")
    return term, words % {"amount": money}
