"""Does a code that a card or document names exist in the company's registers?"""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError


def check(company: Company, changes: Mapping[str, Any]) -> None:
    """Refuses unknown currency, price list, terms or way; see `errors` for the codes."""
    settings = company.settings
    _known(changes.get("Currency"), settings["currencies"], 2000427)
    _known(changes.get("TermsOfPayment"), company.shelves["termsofpayments"], 2001700)
    _known(changes.get("TermsOfDelivery"), settings["terms_of_delivery"], 2001411)
    if changes.get("PriceList") not in {None, *settings["price_lists"]}:
        raise FortnoxError(2000431, status=400)
    if changes.get("WayOfDelivery") not in {None, *settings["ways_of_delivery"]}:
        raise FortnoxError(2000588, message="Kunde inte hämta/hitta leveranssätt")


def upper_terms(changes: dict[str, Any]) -> None:
    """Fortnox keeps terms of payment in capitals, however they were sent."""
    if changes.get("TermsOfPayment"):
        changes["TermsOfPayment"] = changes["TermsOfPayment"].upper()


def _known(code: str | None, register: Any, error: int) -> None:
    if code is not None and code not in register:
        raise FortnoxError(error)
