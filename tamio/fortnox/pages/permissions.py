"""What the store's consent covers, and why each part of it is needed."""

from django.utils.translation import gettext_lazy as _

from tamio.look.chips import Text

#: Fortnox's own name of each scope, what it is called, and what Tamio does with it.
PERMISSIONS: tuple[tuple[str, Text, Text], ...] = (
    ("order", _("Orders"), _("Creates the order that mirrors each invoice, and reads its sums.")),
    ("customer", _("Customers"), _("Creates the buyer's card, and keeps it up to date.")),
    ("article", _("Articles"), _("Creates an article for each product you sell.")),
    ("bookkeeping", _("Bookkeeping"), _("Reads the chart of accounts that you choose from.")),
    (
        "companyinformation",
        _("Company information"),
        _("Reads the company's name and number, so that you see that it is the right one."),
    ),
)
