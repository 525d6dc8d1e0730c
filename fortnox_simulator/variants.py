"""What sources disagree on: the measured or recorded behaviour is the first, the other selectable.

Each name says in its comment who says what; the facts behind them stand in the README.
"""

from collections.abc import Mapping

from fortnox_simulator.faults import Malformed

CHOICES: dict[str, tuple[str, ...]] = {
    # Described 2026: an account is deleted in the current year; a client's tests, which run
    # against Fortnox, delete it in the year that financialyear names.
    "account_deletion": ("current_year", "given_year"),
    # Not known over the API; on a page for its users: what is not booked has no such choice.
    "credit_of_unbooked": ("accepted", "refused"),
    # Measured 2026: a discount without its type is kronor; answers' default is PERCENT.
    "discount_without_type": ("amount", "percent"),
    # Measured 2026: the number of a deleted customer is given out again; documented: never.
    "deleted_numbers": ("reused", "reserved"),
    # Recorded January 2024: Access-Token and Client-Secret are answered; documented: no longer from
    # 30 April 2025.
    "legacy_sign_in": ("answered", "ended"),
    # Described 2026: an account in a list has every field; recorded 2014: six of them.
    "listed_accounts": ("described", "recorded"),
    # Recorded 2024: customers, articles, orders and invoices are listed with few fields; and
    # projects in 2019.
    "listed_documents": ("recorded", "described"),
    # Recorded 2016: an order without OrderRows is refused; described: only the customer is needed.
    "order_without_rows": ("refused", "accepted"),
    # Measured 2026: externalinvoicereference1 matches by its beginning; documented: a substring.
    "reference_search": ("prefix", "substring"),
    # Current clients: refresh tokens live 45 days; the old documentation: 31.
    "refresh_token_days": ("45", "31"),
    # Not known: whether requests refused with 429 count towards the rate.
    "refused_requests": ("free", "counted"),
    # Recorded 2024: two search parameters narrow each other; documented: only one may be used.
    "search_parameters": ("all", "one"),
    # In clients' code: 2000427 for a currency that a document names; on a help page: 2004344.
    "unknown_currency": ("2000427", "2004344"),
    # Measured 2026: `://` in Comments is refused; each of its characters is in the official set.
    "urls_in_comments": ("refused", "accepted"),
    # Clients' vouchers have no Year, and are booked; described 2026: it is required.
    "voucher_without_year": ("accepted", "refused"),
}


class Variants(dict[str, str]):
    """The chosen behaviour by name."""

    def __init__(self, chosen: Mapping[str, str] | None = None) -> None:
        super().__init__({name: choices[0] for name, choices in CHOICES.items()})
        self.choose(chosen or {})

    def choose(self, chosen: Mapping[str, object]) -> None:
        """Raises Malformed for an unknown name or choice, and changes nothing then."""
        for name, choice in chosen.items():
            if name not in CHOICES:
                raise Malformed(f"variants.{name}", f"is not known; known are {', '.join(CHOICES)}")
            if choice not in CHOICES[name]:
                raise Malformed(f"variants.{name}", f"must be one of {', '.join(CHOICES[name])}")
        self.update({name: str(choice) for name, choice in chosen.items()})
