"""What a voucher must be before it is booked, and its place in the books."""

from datetime import datetime
from decimal import Decimal

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger import series
from fortnox_simulator.ledger.accounts import account
from fortnox_simulator.ledger.journal import counted, movement
from fortnox_simulator.resources import documents

LEAST_ROWS = 2
LOCKED = 2000401
# What an account may demand of a row, or forbid on it, in the words of a refusal.
DIMENSIONS = {
    "CostCenter": "Kostnadsställe",
    "Project": "Projekt",
    "TransactionInformation": "Transaktionsinformation",
}


def check(company: Company, voucher: Document, *, year: Document) -> None:
    """Refuses what may not be booked in the year: 2000401 in a locked period, 2000423 and 2000550
    for an account that is missing or inactive, 2000588 for the rest."""
    _check_date(company, voucher["TransactionDate"], year)
    rows = list(counted(voucher["VoucherRows"]))
    if len(rows) < LEAST_ROWS:
        raise FortnoxError(2000588, message="Verifikationen måste ha minst två rader.")
    for row in rows:
        _check_row(company, voucher, row, year=year)
    difference = sum((movement(row) for row in rows), Decimal(0))
    if difference:
        raise FortnoxError(
            2000588, message=f"Verifikationen balanserar inte, differensen är {difference}."
        )


def book(company: Company, voucher: Document, *, now: datetime) -> Document:
    """Numbers a checked voucher in its series and year, without gaps, and shelves it."""
    year, code = voucher["Year"], voucher["VoucherSeries"]
    number = series.next_number(company, year=year, code=code)
    booked = documents.stamp({**voucher, "VoucherNumber": number}, now=now)
    company.shelves["vouchers"].put(f"{year}/{code}/{number}", booked)
    return booked


def _check_date(company: Company, day: str, year: Document) -> None:
    if not year["FromDate"] <= day <= year["ToDate"]:
        raise FortnoxError(2000588, message=f"Datumet ligger utanför räkenskapsåret ({day})")
    last = company.locked_until
    if last is not None and day <= last.isoformat():
        raise FortnoxError(LOCKED, last)


def _check_row(company: Company, voucher: Document, row: Document, *, year: Document) -> None:
    found = account(company, year=year["Id"], number=row["Account"])
    if found is None:
        raise FortnoxError(2000423)
    if not found["Active"]:
        raise FortnoxError(2000550, row["Account"])
    for dimension, word in DIMENSIONS.items():
        given = row.get(dimension) or voucher.get(dimension)
        setting = found[f"{dimension}Settings"]
        if setting == "MANDATORY" and not given:
            raise FortnoxError(2000588, message=f"{word} måste anges för konto {row['Account']}")
        if setting == "NOTALLOWED" and row.get(dimension):
            raise FortnoxError(2000588, message=f"{word} får inte anges för konto {row['Account']}")
