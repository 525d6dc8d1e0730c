"""The gift card itself, to whoever it is for, and that it ends soon."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Card, Paragraph
from tamio.commerce.letters.formats import day_text, money_text
from tamio.commerce.letters.writing.law import StoreSays


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What the letter tells of a card. `giver` is "" where it goes to whoever bought it."""

    amount: Decimal
    currency: str
    code: str
    expires_on: date | None
    recipient: str
    giver: str
    message: str
    shop_address: str


def gift_card(given: Given, *, says: StoreSays, language: str) -> Body:
    shop = {"store": says.name, "giver": given.giver}
    subject = (
        _("A gift card for %(store)s from %(giver)s") % shop
        if given.giver
        else _("Your gift card for %(store)s") % shop
    )
    return Body(
        subject=subject,
        title=_("You have got a gift card") if given.giver else _("Here is your gift card"),
        name=given.recipient,
        blocks=list(_blocks(given, says, language)),
    )


def card_ends(given: Given, *, says: StoreSays, language: str) -> Body:
    """What is left on a card, and the last day on which that can be used."""
    assert given.expires_on is not None
    words = {"store": says.name, "day": day_text(given.expires_on, language=language)}
    blocks: list[Block] = [
        Paragraph(_("There is money left on your gift card for %(store)s.") % words),
        Paragraph(_("The last day to use it is %(day)s. After that it is worth nothing.") % words),
        _card(given, language),
        Button(_("Go to the shop"), given.shop_address),
        Paragraph(
            _("This is the only reminder. Questions? Write to %(email)s.") % {"email": says.email},
            small=True,
        ),
    ]
    return Body(
        subject=_("Your gift card for %(store)s ends on %(day)s") % words,
        title=_("Your gift card ends soon"),
        name=given.recipient,
        blocks=blocks,
    )


def _blocks(given: Given, says: StoreSays, language: str) -> Iterator[Block]:
    if given.giver:
        words = {"giver": given.giver, "store": says.name}
        yield Paragraph(_("%(giver)s has given you a gift card for %(store)s.") % words)
    if given.message:
        yield Paragraph(f"\N{LEFT DOUBLE QUOTATION MARK}{given.message}"
                        f"\N{RIGHT DOUBLE QUOTATION MARK}")  # fmt: skip
    yield _card(given, language)
    yield Paragraph(
        _("Write the code at the checkout. What you do not use stays on the card for another time.")
    )
    yield Button(_("Go to the shop"), given.shop_address)
    yield Paragraph(
        _("Whoever has the code has the money: keep this e-mail as you keep a note of money."
          " Questions? Write to %(email)s.") % {"email": says.email},
        small=True,
    )  # fmt: skip


def _card(given: Given, language: str) -> Card:
    return Card(
        label=_("Gift card"),
        worth=money_text(given.amount, currency=given.currency, language=language),
        code=given.code,
        below=_valid(given.expires_on, language),
    )


def _valid(expires_on: date | None, language: str) -> str:
    if expires_on is None:
        return _("Never expires")
    return _("Valid until %(day)s") % {"day": day_text(expires_on, language=language)}
