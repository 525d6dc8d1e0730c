"""What a store has chosen, loaded in two queries for one submission, a preview or a page."""

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import Q, QuerySet

from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.fortnox.models import ChartAccount, ChosenAccount, Settings
from tamio.fortnox.sync.accounts.cells import GIFT_CARDS, ROUNDING
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.accounts.suggestions import likely
from tamio.prepared import Prepared

#: Revenue, what is sold now and earned later (2970, 2972: prepaid income), and debts, which gift
#: cards are.
_BOOKABLE = Q(number__gte=2400, number__lt=4000)


def accounts_for(
    settings: Settings, *, invoice: Invoice, lines: Iterable[InvoiceLine]
) -> RevenueAccounts:
    """The decider for the lines of `invoice`. Both main accounts must have been chosen."""
    product_ids = {line.product_id for line in lines} - {None}
    chosen = choices(settings).filter(Q(product=None) | Q(product__in=product_ids))
    accounts = accounts_from(settings, chosen=chosen, chart=revenue_chart(settings))
    return replace(accounts, buyer_country=invoice.buyer_country)


def accounts_from(
    settings: Settings, *, chosen: Iterable[ChosenAccount], chart: Iterable[ChartAccount]
) -> RevenueAccounts:
    """The decider for any row, from what is loaded already."""
    assert settings.goods_account is not None
    assert settings.services_account is not None
    rows, accounts = list(chosen), list(chart)
    rounding, gift_cards = likely(ROUNDING, accounts), likely(GIFT_CARDS, accounts)
    return RevenueAccounts(
        goods=settings.goods_account,
        services=settings.services_account,
        cells={row.cell: row.number for row in rows if row.product_id is None},
        products={row.product_id: row.number for row in rows if row.product_id is not None},
        chart={account.number: account.active for account in accounts} or None,
        rounding_of_chart=rounding.number if rounding else None,
        gift_cards_of_chart=gift_cards.number if gift_cards else None,
    )


def revenue_chart(settings: Settings) -> list[ChartAccount]:
    """All that a row can be booked on, inactive ones too, by number."""
    return _CHART.rows(settings.store_id)


_CHART = Prepared(lambda store: ChartAccount.objects.filter(_BOOKABLE, store_id=store), int)


def choices(settings: Settings) -> QuerySet[ChosenAccount]:
    """What was chosen in the company that the store is connected to."""
    return ChosenAccount.objects.filter(store_id=settings.store_id, tenant_id=settings.tenant_id)
