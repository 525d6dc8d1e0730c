"""What stands on the accounts when a financial year begins and when it ends."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger.accounts import account, own_accounts
from fortnox_simulator.ledger.journal import journal
from fortnox_simulator.ledger.years import preceding
from fortnox_simulator.rounding import exact

FIRST_RESULT_ACCOUNT = 3000
YEARS_RESULT = 2099
NOTHING = Decimal(0)


@dataclass(frozen=True)
class Balances:
    """Debit is positive, by account number; an account that is not there has none."""

    brought: Mapping[int, Decimal]
    carried: Mapping[int, Decimal]


def balances(company: Company, year: Document) -> Balances:
    brought = {**_from_before(company, year), **_entered(company, year)}
    movements = journal(company).movements(year=year["Id"])
    carried = {
        number: brought.get(number, NOTHING) + movements.get(number, NOTHING)
        for number in brought.keys() | movements.keys()
    }
    return Balances(brought, carried)


def _from_before(company: Company, year: Document) -> dict[int, Decimal]:
    """Balance accounts go on from the year before, as far as this year has them.

    The rest, most often the result that nobody has disposed of, stands on 2099, so that the new
    year's books add up to nothing from the start.
    """
    before = preceding(company, year["FromDate"])
    if before is None:
        return {}
    brought = {
        number: amount
        for number, amount in balances(company, before).carried.items()
        if number < FIRST_RESULT_ACCOUNT
        and number != YEARS_RESULT
        and account(company, year=year["Id"], number=number) is not None
    }
    return {**brought, YEARS_RESULT: -sum(brought.values(), NOTHING)}


def _entered(company: Company, year: Document) -> dict[int, Decimal]:
    """What somebody has entered as an account's opening balance goes before what was carried."""
    return {
        int(own["Number"]): exact(own["BalanceBroughtForward"])
        for own in own_accounts(company, year=year["Id"])
        if "BalanceBroughtForward" in own
    }
