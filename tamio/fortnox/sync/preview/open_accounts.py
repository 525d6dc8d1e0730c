"""The decider of accounts for a preview: a row without an account is shown, not refused."""

from collections.abc import Iterable
from dataclasses import dataclass

from tamio.commerce.invoices.models import InvoiceLine
from tamio.fortnox.models import ChartAccount, Settings
from tamio.fortnox.sync.accounts.cells import GIFT_CARDS, ROUNDING
from tamio.fortnox.sync.accounts.decider import NoAccount, RevenueAccounts, sold_row
from tamio.fortnox.sync.accounts.loading import choices
from tamio.fortnox.sync.accounts.suggestions import likely

#: In place of a main account that is not chosen yet.
_NOT_CHOSEN = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenAccounts(RevenueAccounts):
    """As RevenueAccounts, and None where those refuse."""

    def of_line(self, line: InvoiceLine) -> int | None:
        """None for text too, which carries account 0 on its row."""
        try:
            return self.of(sold_row(line, buyer_country=self.buyer_country)) or None
        except NoAccount:
            return None


def open_accounts(settings: Settings, chart: Iterable[ChartAccount]) -> OpenAccounts:
    """One query, for the lines of any sale of the store."""
    accounts = list(chart)
    rounding, gift_cards = likely(ROUNDING, accounts), likely(GIFT_CARDS, accounts)
    rows = list(choices(settings))
    return OpenAccounts(
        goods=settings.goods_account or _NOT_CHOSEN,
        services=settings.services_account or _NOT_CHOSEN,
        cells={row.cell: row.number for row in rows if row.product_id is None},
        products={row.product_id: row.number for row in rows if row.product_id is not None},
        chart={account.number: account.active for account in accounts} or None,
        rounding_of_chart=rounding.number if rounding else None,
        gift_cards_of_chart=gift_cards.number if gift_cards else None,
    )
