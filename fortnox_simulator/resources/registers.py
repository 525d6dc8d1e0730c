"""Does a code that a card, a document or a row names exist in the company's registers?"""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError

# The register of each field, and its refusal: a message where only that, or nothing, is sourced.
REGISTERS: dict[str, tuple[str, int, str]] = {
    "CostCenter": ("costcenters", 2000588, "Kunde inte hämta/hitta kostnadsställe"),
    "PriceList": ("pricelists", 2000431, ""),
    "Project": ("projects", 2000588, "Kunde inte hämta/hitta projekt"),
    "TermsOfDelivery": ("termsofdeliveries", 2001411, ""),
    "TermsOfPayment": ("termsofpayments", 2001700, ""),
    "WayOfDelivery": ("wayofdeliveries", 2000588, "Kunde inte hämta/hitta leveranssätt"),
}


def check(company: Company, changes: Mapping[str, Any]) -> None:
    """Refuses a code that no register holds, with 400 and the register's code."""
    _check_currency(company, changes.get("Currency"))
    check_project_number(changes.get("Project"))
    for field, (kind, error, message) in REGISTERS.items():
        code = changes.get(field)
        if code is not None and code not in company.shelves[kind]:
            raise FortnoxError(error, message=message, status=400)


def _check_currency(company: Company, code: str | None) -> None:
    if code is not None and code not in company.shelves["currencies"]:
        raise FortnoxError(int(company.variants["unknown_currency"]))


def check_project_number(number: str | None) -> None:
    """Seen: text in place of a number is refused before it is looked for."""
    if number and any(character.isspace() for character in number):
        raise FortnoxError(2000106, number)


def upper_terms(changes: dict[str, Any]) -> None:
    """Fortnox keeps terms of payment in capitals, however they were sent."""
    if changes.get("TermsOfPayment"):
        changes["TermsOfPayment"] = changes["TermsOfPayment"].upper()
