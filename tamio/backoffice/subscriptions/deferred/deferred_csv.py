"""Revenue by month and account as CSV."""

import csv
from collections.abc import Iterable, Mapping
from io import StringIO

from tamio.commerce.subscriptions.deferred.report import Ledger, Month
from tamio.commerce.subscriptions.deferred.sold import Account, Sold

#: The columns, in order; their names are the same in every language.
COLUMNS = (
    "month", "currency", "account", "account_name", "billed", "earned", "deferred", "released",
    "prepaid",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know the file's encoding


def deferred_csv(ledgers: Iterable[Ledger], *, accounts: Mapping[Sold, Account]) -> str:
    """A row for each month of each account, and before them what was prepaid."""
    written = StringIO()
    rows = csv.writer(written)
    rows.writerow(COLUMNS)
    for ledger in ledgers:
        by_account = ledger.by(accounts.__getitem__)
        if by_account:
            opening = [""] * (len(COLUMNS) - 3)
            rows.writerow(["opening", ledger.currency, *opening, f"{ledger.opening:.2f}"])
        for account in sorted(by_account):
            rows.writerows(_row(month, account, ledger.currency) for month in by_account[account])
    return _BYTE_ORDER_MARK + written.getvalue()


def _row(month: Month, account: Account, currency: str) -> list[str]:
    amounts = (month.billed, month.earned, month.deferred, month.released, month.prepaid)
    named = [f"{month.begins:%Y-%m}", currency, str(account.number), account.name]
    return [*named, *(f"{each:.2f}" for each in amounts)]
