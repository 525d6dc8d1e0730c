"""The credit note, as its buyer hears of it."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Block, Body, Button, Facts, Heading, Paragraph
from tamio.commerce.letters.facts import Credited, Sale
from tamio.commerce.letters.formats import day_text
from tamio.commerce.letters.writing.law import StoreSays
from tamio.commerce.letters.writing.pieces import Ways, goods, sums


def credit(credited: Credited, *, sale: Sale, ways: Ways, says: StoreSays, language: str) -> Body:
    number = {"number": credited.number, "order": sale.number, "store": says.name}
    return Body(
        subject=_("Credit note %(number)s from %(store)s") % number,
        title=_("Credit note %(number)s") % number,
        name=sale.buyer,
        blocks=list(_blocks(credited, sale, ways, says, language)),
    )


def _blocks(
    credited: Credited, sale: Sale, ways: Ways, says: StoreSays, language: str
) -> Iterator[Block]:
    yield Paragraph(_("We have credited what stands below. What you had still to pay is less by"
                      " that; what you have paid already, we pay back."))  # fmt: skip
    yield Facts(
        [
            (_("Credits"), _("Invoice %(number)s of %(day)s") % {
                "number": sale.number, "day": day_text(sale.day, language=language),
            }),
            (_("Date"), day_text(credited.day, language=language)),
            (_("Reason"), credited.reason),
        ]
    )  # fmt: skip
    yield Heading(_("What is credited"))
    yield goods(credited.lines, currency=sale.currency, language=language)
    yield sums(
        net=credited.net, vat=credited.vat, total=credited.total, total_label=_("Credited"),
        currency=sale.currency, language=language,
    )  # fmt: skip
    yield Button(_("See your order"), ways.order)
    yield Paragraph(_("Questions? Write to %(email)s.") % {"email": says.email})
