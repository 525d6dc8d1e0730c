"""That something has left, and where one can follow it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Facts, Heading, Link, Paragraph
from tamio.commerce.letters.facts import Sale, Sent
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.pieces import Ways, goods


def shipment(sent: Sent, *, sale: Sale, ways: Ways, says: StoreSays, language: str) -> Body:
    number = {"number": sale.number, "store": says.name}
    title = (
        _("Your order is on its way") if sent.is_last else _("A part of your order is on its way")
    )
    return Body(
        subject=_("Order %(number)s from %(store)s is on its way") % number,
        title=title,
        name=sale.buyer,
        blocks=list(_blocks(sent, sale, ways, says, language)),
    )


def _blocks(sent: Sent, sale: Sale, ways: Ways, says: StoreSays, language: str) -> Iterator[Block]:
    yield Heading(_("What is in it"))
    yield goods(sent.lines, currency=sale.currency, language=language)
    if not sent.is_last:
        yield Paragraph(_("The rest follows by itself, and we write again when it leaves."))
    followed = [
        (_("Order number"), str(sale.number)),
        (_("Carrier"), sent.carrier),
        (_("Tracking number"), sent.tracking_number),
    ]
    yield Facts([row for row in followed if row[1]])
    if sent.tracking_url:
        yield Button(_("Follow the parcel"), sent.tracking_url)
    yield Heading(_("Delivery address"))
    yield Paragraph("\n".join(sale.deliver_to))
    yield Link(_("See your order"), ways.order)
    if sale.is_consumer:
        yield Link(_("Withdraw from the contract here"), ways.withdrawal)
    yield Paragraph(_("Questions? Write to %(email)s.") % {"email": says.email})
