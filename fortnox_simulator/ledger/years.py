"""Financial years: which comes before which, and the opening of one."""

from datetime import date

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger.accounts import own_accounts
from fortnox_simulator.ledger.series import own_series

CHARTS = tuple(f"BAS {year}" for year in range(2026, 2020, -1))
LONGEST_MONTHS = 18


def preceding(company: Company, from_date: str) -> Document | None:
    """The last year that ended before that day, even where a year between them is missing."""
    earlier = (
        year for year in company.shelves["financialyears"].values() if year["ToDate"] < from_date
    )
    return max(earlier, key=lambda year: str(year["ToDate"]), default=None)


def overlapping(company: Company, *, from_date: str, to_date: str) -> Document | None:
    for year in company.shelves["financialyears"].values():
        if year["FromDate"] <= to_date and from_date <= year["ToDate"]:
            return year
    return None


def is_too_long(from_date: date, to_date: date) -> bool:
    """A financial year is at most eighteen months (bokföringslagen 3 kap. 3 §)."""
    months = from_date.month - 1 + LONGEST_MONTHS
    limit = (from_date.year + months // 12, months % 12 + 1, from_date.day)
    return (to_date.year, to_date.month, to_date.day) >= limit


def next_id(company: Company) -> int:
    return max((int(number) for number in company.shelves["financialyears"]), default=0) + 1


def open_year(company: Company, year: Document, *, keeps_chart: bool) -> None:
    """Shelves the year, with the series of the one before it and, if kept, its chart too."""
    before = preceding(company, year["FromDate"])
    company.shelves["financialyears"].put(str(year["Id"]), year)
    if before is None:
        return
    _copy_series(company, before=before["Id"], year=year["Id"])
    if keeps_chart:
        _copy_accounts(company, before=before["Id"], year=year["Id"])


def _copy_series(company: Company, *, before: int, year: int) -> None:
    for own in list(own_series(company, year=before)):
        kept = {name: value for name, value in own.items() if name != "NextVoucherNumber"}
        company.shelves["voucherseries"].put(f"{year}/{own['Code']}", {**kept, "Year": year})


def _copy_accounts(company: Company, *, before: int, year: int) -> None:
    for own in list(own_accounts(company, year=before)):
        kept = {name: value for name, value in own.items() if not name.startswith("Balance")}
        company.shelves["accounts"].put(f"{year}/{own['Number']}", {**kept, "Year": year})
