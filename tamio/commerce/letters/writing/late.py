"""A card could not be drawn from: what is open, and the one thing to do about it."""

from collections.abc import Iterator, Sequence
from enum import Enum

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Link, Paragraph
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.reminder import Overdue, invoice_blocks


class Late(Enum):
    """CARD: another card is needed; APPROVAL: the bank's; LATER: it is tried again."""

    CARD = "card"
    APPROVAL = "approval"
    LATER = "later"


def late(
    why: Late,
    overdue: Sequence[Overdue],
    *,
    name: str,
    pages: str,
    says: StoreSays,
    language: str,
) -> Body:
    """`pages`: where the customer asks for the way to their own pages, and so to their card."""
    subject = {
        Late.CARD: _("Your card does not work any more: %(store)s"),
        Late.APPROVAL: _("Your bank wants you to approve a payment: %(store)s"),
        Late.LATER: _("Your card could not be charged: %(store)s"),
    }[why]
    return Body(
        subject=subject % {"store": says.name},
        title=_("A payment is missing"),
        name=name,
        blocks=list(_blocks(why, overdue, pages, says, language)),
    )


def _blocks(
    why: Late, overdue: Sequence[Overdue], pages: str, says: StoreSays, language: str
) -> Iterator[Block]:
    yield Paragraph({
        Late.CARD: _(
            "Your card could not be charged and is not tried again. Leave another card, or pay"
            " what stands below in another way. A new card is tried at once."
        ),
        Late.APPROVAL: _(
            "Your bank wants you to approve the payment yourself. Open the invoice and pay it"
            " there: it takes a minute."
        ),
        Late.LATER: _(
            "Your card could not be charged. It is tried again in the next few days; you can also"
            " pay at once, or leave another card."
        ),
    }[why])  # fmt: skip
    yield Button(_("Pay now"), overdue[-1].order_address)
    yield Link(_("Leave another card, on your own pages"), pages)
    for each in overdue:
        yield from invoice_blocks(each, language)
    yield Paragraph(
        _("Is something wrong with the invoice, or do you need more time? Write to %(email)s.")
        % {"email": says.email}
    )
