"""Fills the slot places: the integration's pages, by the words people have for them."""

from django.utils.translation import gettext_lazy as _

from tamio.backoffice.slots import Place
from tamio.commerce.people.roles import Right

_WORDS = "Fortnox"

PLACES = (
    Place(url_name="backoffice:fortnox:settings", label=_("Fortnox settings"), words=_WORDS),
    Place(
        url_name="backoffice:fortnox:accounts",
        label=_("Accounts in Fortnox"),
        words=_("revenue chart bookkeeping"),
    ),
    Place(
        url_name="backoffice:fortnox:preflight",
        label=_("Check before the first sale in Fortnox"),
        words=_("preflight test"),
    ),
    Place(
        url_name="backoffice:fortnox:reconciliations",
        label=_("Reconciliation with Fortnox"),
        words=_("report differences month"),
    ),
    Place(
        url_name="backoffice:fortnox:submissions",
        label=_("Submissions to Fortnox"),
        words=_("queue waiting failed sent"),
    ),
    Place(
        url_name="backoffice:fortnox:exchanges",
        label=_("What was sent to Fortnox"),
        words=_("log requests answers"),
    ),
    Place(
        url_name="backoffice:fortnox:alerts",
        label=_("Alerts about Fortnox"),
        words=_("mail warning"),
    ),
    Place(
        url_name="backoffice:fortnox:customers",
        label=_("Customers in Fortnox"),
        words=_("register matching"),
    ),
    Place(
        url_name="backoffice:fortnox:backfills",
        label=_("Backfills to Fortnox"),
        words=_("old sales history"),
    ),
    Place(
        url_name="backoffice:fortnox:new_backfill",
        label=_("Send old sales to Fortnox…"),
        words=_("backfill"),
        is_deed=True,
        right=Right.SUBMIT_INVOICES,
    ),
)
