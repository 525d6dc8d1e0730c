"""What an integration declares of itself as data: its entry, and actions on many invoices."""

from collections.abc import Callable
from dataclasses import dataclass

from tamio.backoffice.access import StoreRequest
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.look.chips import Chip, Text


@dataclass(frozen=True, kw_only=True)
class IntegrationEntry:
    """One row of the Integrations page and one entry in the navigation below it.

    `url_name` is reversed with the store's slug. `status` is asked on the Integrations page only.
    """

    key: str
    name: Text
    tagline: Text
    url_name: str
    status: Callable[[StoreRequest, Store], Chip]


@dataclass(frozen=True, kw_only=True)
class BulkAction:
    """A button over the selected rows of the invoice list, shown to those who have `right`.

    The invoice numbers are posted to `url_name` (reversed with the store's slug) as repeated
    `number`; the view answers with a redirect to `next`, which is posted along.
    """

    name: str
    label: Text
    right: Right
    url_name: str
