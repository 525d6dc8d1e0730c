"""Withdrawals: the acknowledgement that the law asks for, the store's answer, the notice of one.

The acknowledgement repeats what was sent and when it came (Distance Contracts Act, as of
2026-06-19; directive 2023/2673, article 11a). It says the same whether there is such an order or
not.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Facts, Link, Paragraph
from tamio.commerce.letters.formats import day_text, instant_text, money_text
from tamio.commerce.letters.writing.law import StoreSays


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What somebody declared on the page, word for word."""

    name: str
    email: str
    order_number: str
    what: str
    received_at: datetime
    zone: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """The store's answer. Accepted, `credited` and `currency` say for how much."""

    accepted: bool
    reason: str = ""
    credited: Decimal = Decimal(0)
    currency: str = "SEK"
    refund_by: date | None = None
    order_address: str = ""


def acknowledgement(declared: Declared, *, says: StoreSays, language: str) -> Body:
    words = {"number": declared.order_number, "store": says.name}
    blocks: list[Block] = [
        Paragraph(_("You have told us that you withdraw from your contract. This is what we"
                    " received, and when. Please keep this message.")),
        _declared(declared, language),
        Paragraph(_("We look at it and write to you again. If you have goods to send back, do so"
                    " within 14 days.")),
        *([Paragraph(says.returns)] if says.returns else []),
        Paragraph(_("Questions? Write to %(email)s.") % {"email": says.email}),
    ]  # fmt: skip
    return Body(
        subject=_("We have received your withdrawal from order %(number)s") % words,
        title=_("We have received your withdrawal"),
        name=declared.name,
        blocks=blocks,
    )


def answer(declared: Declared, decided: Decided, *, says: StoreSays, language: str) -> Body:
    words = {"number": declared.order_number, "store": says.name}
    if decided.accepted:
        title = _("Your withdrawal is accepted")
        blocks = _accepted(decided, language)
    else:
        title = _("Your withdrawal is not accepted")
        blocks = [
            Paragraph(_("We cannot accept it, for this reason:")),
            Paragraph(decided.reason),
            Paragraph(_("If you do not agree, write to us. You can also turn to the National Board"
                        " for Consumer Disputes (ARN), Box 174, 101 23 Stockholm, www.arn.se.")),
        ]  # fmt: skip
    return Body(
        subject=_("Your withdrawal from order %(number)s at %(store)s") % words,
        title=title,
        name=declared.name,
        blocks=[*blocks, Paragraph(_("Questions? Write to %(email)s.") % {"email": says.email})],
    )


def notice(declared: Declared, *, address: str, says: StoreSays, language: str) -> Body:
    words = {"number": declared.order_number, "store": says.name}
    return Body(
        subject=_("Withdrawal from order %(number)s") % words,
        title=_("A customer withdraws from order %(number)s") % words,
        blocks=[
            Paragraph(_("It has been acknowledged by e-mail. What has been paid is to be paid back"
                        " within 14 days.")),
            _declared(declared, language),
            Button(_("See the withdrawal"), address),
        ],
    )  # fmt: skip


def _declared(declared: Declared, language: str) -> Facts:
    rows = [
        (_("Received"), instant_text(declared.received_at, zone=declared.zone, language=language)),
        (_("Name"), declared.name),
        (_("E-mail"), declared.email),
        (_("Order number"), declared.order_number),
        (_("What it concerns"), declared.what or _("The whole order")),
    ]
    return Facts(rows)


def _accepted(decided: Decided, language: str) -> list[Block]:
    money = money_text(abs(decided.credited), currency=decided.currency, language=language)
    blocks: list[Block] = [
        Paragraph(_("We have credited %(amount)s.") % {"amount": money}),
    ]
    if decided.refund_by is not None:
        day = day_text(decided.refund_by, language=language)
        blocks.append(
            Paragraph(_("What you have paid of it is paid back by %(day)s.") % {"day": day})
        )
    if decided.order_address:
        blocks.append(Link(_("See your order"), decided.order_address))
    return blocks
