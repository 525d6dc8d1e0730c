"""A moved clock and the real Fortnox never meet: its books are of the days that there are."""

from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection

#: Where Fortnox itself answers; anything else is a simulator.
_REAL = "fortnox.se"


class ClockIsMoved(Exception):
    """The store's clock is ahead, so its invoices are of days that have not been."""


def is_real() -> bool:
    """Whether what this installation talks to is Fortnox itself."""
    host = urlsplit(str(settings.ENVIRONMENT.fortnox_api_url)).hostname or ""
    return host == _REAL or host.endswith(f".{_REAL}")


def guard(store: Store) -> str:
    """Why the clock of that store may not be moved; "" if it may. See commerce.sandbox.guards."""
    if not is_real() or not Connection.objects.filter(store=store).exists():
        return ""
    said = _(
        "%(store)s is connected to Fortnox, whose books are real. Disconnect it before the clock"
        " is moved; after that it cannot be connected to Fortnox again."
    )
    return said % {"store": store.name}


def check(store: Store) -> None:
    """Before it is connected. Raises ClockIsMoved."""
    if store.clock_ahead and is_real():
        raise ClockIsMoved(f"the clock of store {store.pk} is {store.clock_ahead} ahead")
