"""Fills the slot StoreTemplate: a store made from another begins with its accounts as proposals."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.sync.accounts import template
from tamio.look.chips import Text

label: Text = _("How sales are sent to Fortnox, and the accounts, for the new company's own chart")


def copy(*, source: Store, target: Store, by: str, now: datetime) -> None:
    template.copy(source=source, target=target, by=by, now=now)
