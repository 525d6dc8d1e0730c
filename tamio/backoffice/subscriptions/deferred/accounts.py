"""On which account what is sold is booked: an integration says, or else the BAS plan."""

from collections.abc import Iterable, Mapping

from tamio.backoffice import slots
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.report import Ledger
from tamio.commerce.subscriptions.deferred.sold import Account, Sold, account_by_bas


def accounts_of(store: Store, ledgers: Iterable[Ledger]) -> Mapping[Sold, Account]:
    """Of all that the ledgers tell of. Every integration is asked once."""
    every = list({sold for ledger in ledgers for sold in ledger.courses})
    found = {sold: account_by_bas(sold) for sold in every}
    for integration in slots.revenue_accounts:
        found |= integration.accounts(store, every)
    return found
