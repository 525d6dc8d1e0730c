"""What the law asks a consumer to be told on a durable medium: the right to withdraw, how, the
standard form, and where to complain. Distance Contracts Act 2005:59, chapter 2; Consumer Sales Act
2022:260. See docs/after_the_sale.md for what an accountant or lawyer should look at.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Heading, Link, Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class StoreSays:
    """What the store has written of its own: how goods are sent back, and what is excepted."""

    name: str
    address: str
    email: str
    returns: str
    exceptions: str


def withdrawal(*, has_goods: bool, says: StoreSays, address: str) -> Iterator[Block]:
    """The right of withdrawal, with the way to the function."""
    yield Heading(_("Right of withdrawal"))
    if has_goods:
        yield Paragraph(_(
            "You can withdraw from the contract without giving a reason within 14 days of the day"
            " when you, or somebody you have named, received the goods. If they come in several"
            " parcels, the last one counts."
        ))  # fmt: skip
    else:
        yield Paragraph(_(
            "You can withdraw from the contract without giving a reason within 14 days of the day"
            " of the order."
        ))  # fmt: skip
    yield Link(_("Withdraw from the contract here"), address)
    yield Paragraph(
        _("You can also write to %(email)s, or use the form at the end of this message.")
        % {"email": says.email}
    )
    yield Paragraph(_(
        "We pay back what you have paid, with the cost of standard delivery, within 14 days of"
        " hearing from you. If we are to have goods back we may wait until we have them, or until"
        " you show that you have sent them. You are liable for goods that lose value because you"
        " have handled them more than is needed to try them."
    ))  # fmt: skip
    if has_goods:
        yield Paragraph(says.returns or _(
            "Send the goods back within 14 days of withdrawing. You pay for sending them."
        ))  # fmt: skip
    if says.exceptions:
        yield Paragraph(says.exceptions)


def complaints(*, says: StoreSays) -> Iterator[Block]:
    yield Heading(_("If something is wrong"))
    yield Paragraph(
        _(
            "Write to %(email)s. You can complain of a fault in goods for three years after you"
            " received them. If we cannot agree, you can turn to the National Board for Consumer"
            " Disputes (ARN), Box 174, 101 23 Stockholm, www.arn.se."
        )
        % {"email": says.email}
    )


def standard_form(*, says: StoreSays, number: int) -> Iterator[Block]:
    """The form of the Act's annex, filled in as far as it can be."""
    yield Heading(_("Form for withdrawal"))
    lines: Sequence[str] = [
        _("To: %(name)s, %(address)s, %(email)s")
        % {"name": says.name, "address": says.address, "email": says.email},
        _("I hereby give notice that I withdraw from my contract of sale of the following goods or"
          " services:"),
        _("Order number: %(number)s") % {"number": number},
        _("Ordered on / received on:"),
        _("Your name:"),
        _("Your address:"),
        _("Your signature (only on paper):"),
        _("Date:"),
    ]  # fmt: skip
    yield Paragraph("\n".join(lines), small=True)
