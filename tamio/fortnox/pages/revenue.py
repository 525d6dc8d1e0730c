"""Fills the slot RevenueAccounts: what a store has chosen, or its company's own account."""

from collections.abc import Mapping, Sequence

from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.deferred.sold import Account, Sold
from tamio.fortnox.models import Settings
from tamio.fortnox.sync.accounts.decider import SoldRow
from tamio.fortnox.sync.accounts.loading import accounts_from, choices, revenue_chart


def accounts(store: Store, sold: Sequence[Sold]) -> Mapping[Sold, Account]:
    """Nothing before the main accounts are chosen. Three queries, however much is sold."""
    settings = Settings.objects.filter(store=store).first()
    if settings is None or not settings.has_accounts:
        return {}
    chart = revenue_chart(settings)
    chosen = accounts_from(settings, chosen=choices(settings), chart=chart)
    names = {each.number: each.description for each in chart}
    found = {}
    for each in sold:
        decision = chosen.decide(_row(each))
        if decision is not None and decision.number is not None:
            name = names.get(decision.number, "")
            found[each] = Account(decision.number, name)
    return found


def _row(sold: Sold) -> SoldRow:
    return SoldRow(
        kind=sold.kind,
        item_type=sold.item_type,
        vat_treatment=sold.treatment,
        vat_rate=sold.rate,
        buyer_country=sold.country,
        product_id=sold.product_id,
    )
