"""A balanced voucher from entries, in the year that holds its day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger import accounts
from fortnox_simulator.ledger.series import next_number
from fortnox_simulator.resources import documents
from fortnox_simulator.rounding import number

LONGEST_DESCRIPTION = 200


@dataclass(frozen=True)
class Entry:
    """One account's side of a transaction, in SEK: debit above zero, credit below."""

    account: int
    amount: Decimal
    cost_center: str = ""
    project: str = ""


@dataclass(frozen=True)
class Source:
    """What a voucher is made of: the document's type and number, and words about it."""

    type: str
    number: str
    description: str


def open_year(company: Company, day: date) -> Document:
    """The year to book in. Raises 2000588 when no year holds the day, 2000401 when it is locked."""
    year = company.year_of(day)
    if year is None:
        raise FortnoxError(2000588, message=f"Räkenskapsår saknas för {day.isoformat()}.")
    last = company.locked_until
    if last is not None and day <= last:
        raise FortnoxError(2000401, last)
    return year


def post(
    company: Company,
    entries: Iterable[Entry],
    source: Source,
    *,
    series: str,
    day: date,
    now: datetime,
) -> Document | None:
    """The voucher, kept on its shelf; None when there is nothing to book.

    Raises 2000588 or 2000401 for the day, 2001304 or 2000550 for an account that is not in the
    year or not active.
    """
    year = open_year(company, day)
    rows = [_row(company, year["Id"], entry) for entry in _summed(entries)]
    if not rows:
        return None
    voucher: Document = {
        "Comments": None,
        "CostCenter": "",
        "Description": source.description[:LONGEST_DESCRIPTION],
        "Project": 0,
        "ReferenceNumber": source.number,
        "ReferenceType": source.type,
        "TransactionDate": day.isoformat(),
        "VoucherNumber": next_number(company, year=year["Id"], code=series),
        "VoucherRows": rows,
        "VoucherSeries": series,
        "Year": year["Id"],
    }
    key = f"{year['Id']}/{series}/{voucher['VoucherNumber']}"
    company.shelves["vouchers"].put(key, documents.stamp(voucher, now=now))
    return voucher


def _summed(entries: Iterable[Entry]) -> list[Entry]:
    """One entry for each account, cost centre and project, in the order in which they came."""
    sums: dict[tuple[int, str, str], Decimal] = {}
    for entry in entries:
        place = (entry.account, entry.cost_center, entry.project)
        sums[place] = sums.get(place, Decimal(0)) + entry.amount
    return [
        Entry(account, amount, cost_center, project)
        for (account, cost_center, project), amount in sums.items()
        if amount
    ]


def _row(company: Company, year: int, entry: Entry) -> Document:
    account = accounts.account(company, year=year, number=entry.account)
    if account is None:
        raise FortnoxError(2001304)
    if not account["Active"]:
        raise FortnoxError(2000550, entry.account)
    return {
        "Account": entry.account,
        "CostCenter": entry.cost_center,
        "Credit": number(max(-entry.amount, Decimal(0))),
        "Description": account["Description"],
        "Debit": number(max(entry.amount, Decimal(0))),
        "Project": entry.project or 0,
        "Removed": False,
        "TransactionInformation": "",
    }
