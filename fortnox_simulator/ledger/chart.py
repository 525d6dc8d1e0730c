"""The chart of one year with its balances, kept until something in it changes."""

from collections.abc import Mapping
from weakref import WeakKeyDictionary

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger.accounts import accounts
from fortnox_simulator.ledger.balances import NOTHING, balances
from fortnox_simulator.rounding import number

Chart = Mapping[int, Document]
SOURCES = ("accounts", "financialyears", "vouchers")
_CHARTS: WeakKeyDictionary[Company, tuple[list[int], dict[int, Chart]]] = WeakKeyDictionary()


def chart(company: Company, year: Document) -> Chart:
    """Accounts by number, in order. They are shared: copy one before changing it."""
    revisions = [company.shelves[kind].revision for kind in SOURCES]
    kept_revisions, charts = _CHARTS.get(company, ([], {}))
    if kept_revisions != revisions:
        charts = {}
        _CHARTS[company] = (revisions, charts)
    if year["Id"] not in charts:
        charts[year["Id"]] = _worked_out(company, year)
    return charts[year["Id"]]


def _worked_out(company: Company, year: Document) -> Chart:
    sums = balances(company, year)
    return {
        account["Number"]: {
            **account,
            "BalanceBroughtForward": number(sums.brought.get(account["Number"], NOTHING)),
            "BalanceCarriedForward": number(sums.carried.get(account["Number"], NOTHING)),
        }
        for account in accounts(company, year=year["Id"])
    }
