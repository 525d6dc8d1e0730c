"""The order confirmation: what was agreed, on a durable medium."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Facts, Heading, Paragraph
from tamio.commerce.letters.facts import Sale
from tamio.commerce.letters.formats import day_text, money_text
from tamio.commerce.letters.writing import law
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.pieces import Ways, goods, payment, sums


def order_confirmation(sale: Sale, *, ways: Ways, says: StoreSays, language: str) -> Body:
    number = {"number": sale.number, "store": says.name}
    return Body(
        subject=_("Order %(number)s at %(store)s") % number,
        title=_("Thank you for your order"),
        name=sale.buyer,
        blocks=list(_blocks(sale, ways, says, language)),
    )


def _blocks(sale: Sale, ways: Ways, says: StoreSays, language: str) -> Iterator[Block]:
    yield Paragraph(_("We have received your order. This message confirms it; please keep it."))
    yield Button(_("See your order"), ways.order)
    yield Facts(
        [
            (_("Order number"), str(sale.number)),
            (_("Date"), day_text(sale.day, language=language)),
        ]
    )
    yield Heading(_("What you have bought"))
    yield goods(sale.lines, currency=sale.currency, language=language)
    yield sums(
        net=sale.net, vat=sale.vat, total=sale.total, total_label=_("Total incl. VAT"),
        currency=sale.currency, language=language,
    )  # fmt: skip
    if sale.paid_by_card:
        paid = money_text(-sale.paid_by_card, currency=sale.currency, language=language)
        yield Facts([(_("Paid by gift card"), paid)])
    for note in sale.notes:
        yield Paragraph(note, small=True)
    yield from payment(sale.paying, currency=sale.currency, language=language)
    if sale.has_goods:
        yield Heading(_("Delivery address"))
        yield Paragraph("\n".join(sale.deliver_to))
    if sale.is_consumer:
        yield from law.withdrawal(has_goods=sale.has_goods, says=says, address=ways.withdrawal)
        yield from law.complaints(says=says)
        yield from law.standard_form(says=says, number=sale.number)
    else:
        yield Paragraph(_("Questions? Write to %(email)s.") % {"email": says.email})
