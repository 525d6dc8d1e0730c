"""Companies as a seed describes them; the default seed stands in seed.json beside this."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from fortnox_simulator.companies import seed_registers, seeded_books
from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.faults import Malformed, day
from fortnox_simulator.fields import countries
from fortnox_simulator.ledger import accounts
from fortnox_simulator.resources import articles, customers, invoices, orders, prices, settings
from fortnox_simulator.resources.call import Call, Handler
from fortnox_simulator.storage import Storage
from fortnox_simulator.variants import Variants

Seed = dict[str, Any]
CARD = {"tenant", "licences", "settings", "locked_until", "tax_enabled", *settings.FIELDS.values()}
CONTENTS = {"financial_years", "accounts", "customers", "articles", "prices", "orders"}
SERIES = "series"
REGISTERS = set(seed_registers.REGISTERS) | seeded_books.FIELDS
ALL = CARD | CONTENTS | REGISTERS | {SERIES, "invoices"}


@cache
def default_seed() -> Seed:
    seed: Seed = json.loads((Path(__file__).parent / "seed.json").read_text("utf-8"))
    return seed


def build(
    description: Mapping[str, Any],
    storage: Storage,
    *,
    now: datetime,
    today: date,
    variants: Variants | None = None,
) -> Company:
    """A company with its years, registers and first documents. Raises Malformed."""
    for name in description:
        if name not in ALL:
            raise Malformed(f"companies.{name}", "is not known")
    for name in ("tenant", "name", "organisation_number"):
        if not description.get(name):
            raise Malformed(f"companies.{name}", "is missing")
    _check_countries(description)
    card = {name: value for name, value in description.items() if name in CARD}
    card.pop("locked_until", None)
    card.setdefault("licences", ["integration", "order", "invoice", "bookkeeping"])
    company = Company(storage, int(description["tenant"]), card, variants=variants)
    company.save()
    _open_years(company, description.get("financial_years") or _years_around(today))
    seed_registers.fill(
        description, lambda body: Call(company=company, now=now, today=today, body=body)
    )
    _change_accounts(company, description.get("accounts", {}))
    seeded_books.keep(Call(company=company, now=now, today=today), description)
    _file_documents(company, description, now=now, today=today)
    for kind, number in description.get(SERIES, {}).items():
        _start_series(company, kind, int(number))
    # Last: a period that is locked now was open while it was booked.
    locked = "companies.locked_until"
    company.lock_until(day({locked: description.get("locked_until")}, locked))
    return company


def _check_countries(description: Mapping[str, Any]) -> None:
    for name in ("country_code", "visit_country_code"):
        try:
            countries.name_of(description.get(name) or "SE")
        except FortnoxError as refusal:
            raise Malformed(f"companies.{name}", refusal.message) from refusal


def _start_series(company: Company, kind: str, number: int) -> None:
    if kind == "rows":
        company.next_row_ids(number - company.next_row_ids(0).start)
    elif kind in company.shelves:
        company.shelves[kind].start_series_at(number)
    else:
        raise Malformed(f"companies.{SERIES}.{kind}", "is not known")


def _years_around(today: date) -> list[dict[str, str]]:
    years = range(today.year - 1, today.year + 2)
    return [{"FromDate": f"{year}-01-01", "ToDate": f"{year}-12-31"} for year in years]


def _open_years(company: Company, years: list[dict[str, str]]) -> None:
    for number, year in enumerate(years, start=1):
        company.shelves["financialyears"].put(
            str(number),
            {
                "Id": number,
                "FromDate": year["FromDate"],
                "ToDate": year["ToDate"],
                "AccountChartType": "BAS 2026",
                "AccountingMethod": year.get("AccountingMethod", "ACCRUAL"),
            },
        )


def _change_accounts(company: Company, changes: Mapping[str, Mapping[str, Any]]) -> None:
    for number, change in changes.items():
        for year in company.shelves["financialyears"].values():
            accounts.change(company, year=year["Id"], number=int(number), changes=dict(change))


def _file_documents(
    company: Company, description: Mapping[str, Any], *, now: datetime, today: date
) -> None:
    """By the same rules as over the API, so that a seed cannot hold what Fortnox would refuse."""
    kinds: dict[str, tuple[str, Handler]] = {
        "customers": (customers.NAME, customers.create),
        "articles": (articles.NAME, articles.create),
        "prices": (prices.NAME, prices.create),
        "orders": (orders.NAME, orders.create),
        "invoices": (invoices.NAME, invoices.create),
    }
    for kind, (name, create) in kinds.items():
        for position, document in enumerate(description.get(kind, ())):
            call = Call(company=company, now=now, today=today, body={name: document})
            seeded_books.file(create, call, f"{kind}[{position}]")
