"""One company: its card, settings and licences, and a shelf for each kind of document."""

from datetime import date
from typing import Any

from fortnox_simulator.companies.shelf import Document, Shelf
from fortnox_simulator.storage import Storage
from fortnox_simulator.variants import Variants

KINDS = (
    "customers",
    "articles",
    "orders",
    "invoices",
    "accounts",
    "costcenters",
    "currencies",
    "financialyears",
    "mails",
    "predefinedaccounts",
    "pricelists",
    "prices",
    "projects",
    "termsofdeliveries",
    "termsofpayments",
    "units",
    "vouchers",
    "voucherseries",
    "wayofdeliveries",
)
# As recorded from a company of 2024, where not chosen by the seed.
DEFAULTS: dict[str, Any] = {
    "round_off": False,
    "terms_of_payment": "30",
    "vat_rates": [25, 12, 6, 0],
    "article_accounts": {
        "SalesAccount": 3001,
        "EUAccount": 3108,
        "EUVATAccount": 3106,
        "ExportAccount": 3105,
        "PurchaseAccount": 4000,
    },
}


class Company:
    """`card` is stored as one record: name, address, licences, settings, row counter."""

    def __init__(
        self, storage: Storage, tenant: int, card: Document, *, variants: Variants | None = None
    ) -> None:
        self._storage = storage
        self.variants = variants if variants is not None else Variants()
        self.tenant = tenant
        self.card = card
        self.shelves = {kind: Shelf(storage, tenant, kind) for kind in KINDS}
        self.list_lag_seconds = 0.0

    @property
    def name(self) -> str:
        return str(self.card["name"])

    @property
    def licences(self) -> frozenset[str]:
        return frozenset(self.card["licences"])

    @property
    def settings(self) -> dict[str, Any]:
        return {**DEFAULTS, **self.card.get("settings", {})}

    @property
    def locked_until(self) -> date | None:
        """The last day of the locked period: nothing is booked on it or before it."""
        last = self.card.get("locked_until")
        return date.fromisoformat(last) if last else None

    def lock_until(self, last: date | None) -> None:
        """Moves the locked period's end; None unlocks."""
        self.card["locked_until"] = last.isoformat() if last else None
        self.save()

    def save(self) -> None:
        self._storage.write(self.tenant, "company", str(self.tenant), self.card)

    def remove_licence(self, licence: str) -> None:
        self.card["licences"] = [held for held in self.card["licences"] if held != licence]
        self.save()

    def next_row_ids(self, count: int) -> range:
        """Row ids are the company's own series; every saved row takes a new one."""
        first = int(self.card.get("next_row_id", 1))
        self.card["next_row_id"] = first + count
        self.save()
        return range(first, first + count)

    def year_of(self, day: date) -> Document | None:
        """The financial year that holds the day, if the company has opened it."""
        for year in self.shelves["financialyears"].values():
            if year["FromDate"] <= day.isoformat() <= year["ToDate"]:
                return year
        return None
