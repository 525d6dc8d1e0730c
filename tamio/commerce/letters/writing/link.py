"""The one-time link to all orders of an address."""

from django.utils.translation import gettext as _

from tamio.commerce.letters.blocks import Body, Button, Paragraph
from tamio.commerce.letters.writing.law import StoreSays


def one_time_link(*, address: str, minutes: int, says: StoreSays) -> Body:
    return Body(
        subject=_("Your orders at %(store)s") % {"store": says.name},
        title=_("Your orders at %(store)s") % {"store": says.name},
        blocks=[
            Paragraph(_("Somebody, probably you, has asked for a link to all your orders.")),
            Button(_("Show my orders"), address),
            Paragraph(
                _("It works once, within %(minutes)d minutes. If it was not you, you need do"
                  " nothing: nobody else can use it.") % {"minutes": minutes},
                small=True,
            ),
        ],
    )  # fmt: skip
