"""Accounts of a company: the standard chart, under what the company has changed or added.

The chart is shared by all companies and years; a company's shelf holds its own changes alone, so
that it costs nothing to open a year. Balances are worked out elsewhere (`ledger.chart`).
"""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.fields.tables import blank

RATES = {"MP1": Decimal(25), "MP2": Decimal(12), "MP3": Decimal(6)}
REMOVED = "_removed"


def account(company: Company, *, year: int, number: int) -> Document | None:
    """The account as the company keeps it in that year, without its balances."""
    own = company.shelves["accounts"].get(f"{year}/{number}")
    standard = _standard_chart().get(number)
    if own is None:
        return {**standard, "Year": year} if standard else None
    if own.get(REMOVED):
        return None
    return {**(standard or blank("Account")), **own}


def accounts(company: Company, *, year: int) -> Iterator[Document]:
    """The whole chart of the year, by number, without balances."""
    own = {int(document["Number"]) for document in own_accounts(company, year=year)}
    for number in sorted(own | set(_standard_chart())):
        found = account(company, year=year, number=number)
        if found is not None:
            yield found


def own_accounts(company: Company, *, year: int) -> Iterator[Document]:
    """What the company has changed, added or removed in the year: only the fields it touched."""
    return (own for own in company.shelves["accounts"].values() if own["Year"] == year)


def change(company: Company, *, year: int, number: int, changes: Document) -> None:
    """Adds the account to the year, or changes it there."""
    key = f"{year}/{number}"
    own = company.shelves["accounts"].get(key, {})
    if account(company, year=year, number=number) is None:
        own = _added(number)
    company.shelves["accounts"].put(key, {**own, **changes, "Number": number, "Year": year})


def remove(company: Company, *, year: int, number: int) -> None:
    gone = {REMOVED: True, "Number": number, "Year": year}
    company.shelves["accounts"].put(f"{year}/{number}", gone)


def vat_codes(company: Company) -> frozenset[str]:
    """The codes that an account of the company carries in any year: others are not known."""
    own = {document.get("VATCode") for document in company.shelves["accounts"].values()}
    return _standard_vat_codes() | {code for code in own if code}


def rate_of(found: Document | None) -> Decimal:
    """The VAT rate that an account's code carries; other codes carry none."""
    return RATES.get(found["VATCode"] or "", Decimal(0)) if found else Decimal(0)


@cache
def _standard_chart() -> dict[int, Document]:
    rows = json.loads((Path(__file__).parent / "chart.json").read_text("utf-8"))
    return {
        number: {
            **blank("Account"),
            "Number": number,
            "Description": name,
            "VATCode": vat_code,
            "Active": active,
            "SRU": sru,
        }
        for number, name, vat_code, active, sru in rows
    }


@cache
def _standard_vat_codes() -> frozenset[str]:
    return frozenset(code for a in _standard_chart().values() if (code := a["VATCode"]))


def _added(number: int) -> Document:
    """A new account without its balances: that one was entered is told by its being there."""
    fields = {**blank("Account"), "Description": f"Konto {number}"}
    return {name: value for name, value in fields.items() if not name.startswith("Balance")}
