"""Accounts of a company: the standard chart, under what the company has changed or added."""

import json
from collections.abc import Iterator
from decimal import Decimal
from functools import cache
from pathlib import Path

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document

RATES = {"MP1": Decimal(25), "MP2": Decimal(12), "MP3": Decimal(6)}


def account(company: Company, *, year: int, number: int) -> Document | None:
    """The account as the company keeps it in that year."""
    own = company.shelves["accounts"].get(f"{year}/{number}")
    standard = _chart().get(number)
    if own is None and standard is None:
        return None
    return {**(standard or {}), **(own or {}), "Year": year}


def accounts(company: Company, *, year: int) -> Iterator[Document]:
    """The whole chart of the year, by number."""
    own = {document["Number"] for document in company.shelves["accounts"].values()}
    for number in sorted(own | set(_chart())):
        found = account(company, year=year, number=number)
        if found is not None:
            yield found


def change(company: Company, *, year: int, number: int, changes: Document) -> None:
    """Adds the account to the year, or changes it there."""
    current = account(company, year=year, number=number) or _new(number, f"Konto {number}")
    company.shelves["accounts"].put(f"{year}/{number}", {**current, **changes, "Year": year})


def rate_of(found: Document | None) -> Decimal:
    """The VAT rate that an account's code carries; other codes carry none."""
    return RATES.get(found["VATCode"] or "", Decimal(0)) if found else Decimal(0)


@cache
def _chart() -> dict[int, Document]:
    rows = json.loads((Path(__file__).parent / "chart.json").read_text("utf-8"))
    return {
        number: {**_new(number, name), "VATCode": vat_code, "Active": active, "SRU": sru}
        for number, name, vat_code, active, sru in rows
    }


def _new(number: int, description: str) -> Document:
    return {
        "Active": True,
        "BalanceBroughtForward": 0,
        "BalanceCarriedForward": 0,
        "CostCenter": "",
        "CostCenterSettings": "ALLOWED",
        "Description": description,
        "Number": number,
        "Project": 0,
        "ProjectSettings": "ALLOWED",
        "SRU": None,
        "TransactionInformation": "",
        "TransactionInformationSettings": "ALLOWED",
        "VATCode": None,
    }
