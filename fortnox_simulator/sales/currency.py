"""At which rate a document in a foreign currency is booked."""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document

# The document's field to the register's: what is sold is reckoned at the selling rate.
REGISTER = {"CurrencyRate": "SellRate", "CurrencyUnit": "Unit"}


def rated(
    document: Document, company: Company, *, given: Mapping[str, Any] | None = None
) -> Document:
    """The document with its currency's rate of today, but for what was given with it."""
    entry = company.shelves["currencies"][document["Currency"]]
    sent = given or {}
    return document | {
        ours: entry[theirs] for ours, theirs in REGISTER.items() if sent.get(ours) is None
    }


def is_asked_for(changes: Mapping[str, Any]) -> bool:
    """Null, or API_BLANK, for either lets Fortnox choose the rate."""
    return any(name in changes and changes[name] is None for name in REGISTER)
