"""Voucher series: those every company has, under what it has changed or added, year by year."""

from collections.abc import Iterator

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.ledger.journal import journal

# As a new Fortnox company has them. Only the first is for manual posting, which is what the API
# does; the others are posted to by invoices, payments and the like.
STANDARD = {
    "A": "Redovisning",
    "B": "Kundfakturor",
    "C": "Inbetalningar från kunder",
    "D": "Leverantörsfakturor",
    "E": "Utbetalningar till leverantörer",
    "F": "Kassa",
    "G": "Avskrivning",
    "H": "Periodisering",
    "I": "Bokslut",
    "J": "Revisor",
    "K": "Lön",
    "L": "Kontantfaktura",
    "M": "Momsrapport",
}
MANUAL = "A"


def series(company: Company, *, year: int, code: str) -> Document | None:
    """Code, Description, Manual, NextVoucherNumber, Year."""
    own = company.shelves["voucherseries"].get(f"{year}/{code}")
    if own is None and code not in STANDARD:
        return None
    kept = {"Description": STANDARD.get(code), "Manual": code == MANUAL, **(own or {})}
    return {
        "Code": code,
        "Description": kept["Description"] or "",
        "Manual": bool(kept["Manual"]),
        "NextVoucherNumber": next_number(company, year=year, code=code),
        "Year": year,
        "_modified": kept.get("_modified", ""),
    }


def all_series(company: Company, *, year: int) -> list[Document]:
    own = {str(document["Code"]) for document in own_series(company, year=year)}
    found = (series(company, year=year, code=code) for code in sorted(own | set(STANDARD)))
    return [document for document in found if document is not None]


def own_series(company: Company, *, year: int) -> Iterator[Document]:
    return (own for own in company.shelves["voucherseries"].values() if own["Year"] == year)


def change(company: Company, *, year: int, code: str, changes: Document) -> None:
    """Adds the series to the year, or changes it there. `_modified` in it is kept too."""
    key = f"{year}/{code}"
    own = company.shelves["voucherseries"].get(key, {})
    company.shelves["voucherseries"].put(key, {**own, **changes, "Code": code, "Year": year})


def next_number(company: Company, *, year: int, code: str) -> int:
    """The one after the last voucher; in an empty series the one it was set to begin at."""
    last = journal(company).last_number(year=year, series=code)
    own = company.shelves["voucherseries"].get(f"{year}/{code}", {})
    return last + 1 if last else int(own.get("NextVoucherNumber") or 1)
