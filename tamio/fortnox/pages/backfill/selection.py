"""The button over the invoice list."""

from django.utils.translation import gettext_lazy as _

from tamio.backoffice.slots import BulkAction
from tamio.commerce.people.roles import Right

ACTION = BulkAction(
    name="backfill-to-fortnox",
    label=_("Backfill to Fortnox"),
    right=Right.SUBMIT_INVOICES,
    url_name="backoffice:fortnox:backfill_selection",
)
