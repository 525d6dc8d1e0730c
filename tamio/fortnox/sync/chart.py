"""The company's chart of accounts: read, kept, and what it suggests for the two choices."""

from datetime import date

from django.db import transaction

from tamio.commerce.stores.models import Store
from tamio.fortnox.client.fortnox import Fortnox
from tamio.fortnox.models import ChartAccount

#: BAS numbers for sales within Sweden at 25 %, the usual one first; older charts in Fortnox use
#: the 305x series for goods.
_GOODS = (3001, 3051, 3000, 3010)
_SERVICES = (3041, 3040, 3011, 3001)
_REVENUE = range(3000, 4000)


class NoFinancialYear(Exception):
    """The company has opened no financial year that holds the day; orders could not be booked."""


def read_chart(*, store: Store, fortnox: Fortnox, on_date: date) -> int:
    """Replaces what is kept of the chart with that of the year of `on_date`; how many accounts.

    Raises NoFinancialYear and the client's errors; what was kept is then untouched.
    """
    year = fortnox.financial_years.containing(on_date)
    if year is None:
        raise NoFinancialYear(f"no financial year holds {on_date}")
    accounts = [
        ChartAccount(
            store=store,
            number=account.number,
            description=account.description[:200],
            active=account.active,
            vat_code=account.vat_code or "",
        )
        for account in fortnox.accounts.list(financial_year=year.id)
    ]
    with transaction.atomic():
        ChartAccount.objects.filter(store=store).delete()
        ChartAccount.objects.bulk_create(accounts, batch_size=500)
    return len(accounts)


def revenue_accounts(*, store: Store) -> list[ChartAccount]:
    """What the two choices are picked from: the active revenue accounts, by number."""
    within = ChartAccount.objects.filter(
        store=store, active=True, number__gte=_REVENUE.start, number__lt=_REVENUE.stop
    )
    return list(within.order_by("number"))


def suggested(*, store: Store) -> tuple[int | None, int | None]:
    """Likely accounts for goods and for services; None where the chart has no likely one."""
    active = {account.number for account in revenue_accounts(store=store)}
    goods = next((number for number in _GOODS if number in active), None)
    services = next((number for number in _SERVICES if number in active), None)
    return goods, services
