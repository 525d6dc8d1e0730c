"""Asked before anything is written: has every row an account that Fortnox would take?"""

from collections.abc import Iterable

from tamio.commerce.invoices.models import InvoiceLine
from tamio.fortnox.sync.accounts.decider import NoAccount, RevenueAccounts
from tamio.fortnox.sync.accounts.wording import no_account
from tamio.outbox.problem import Problem


def missing_account(lines: Iterable[InvoiceLine], accounts: RevenueAccounts) -> Problem | None:
    """What is wrong with the first line that has none; None if all have one."""
    for line in lines:
        try:
            accounts.of_line(line)
        except NoAccount as missing:
            return no_account(missing, product_name=line.description)
    return None
