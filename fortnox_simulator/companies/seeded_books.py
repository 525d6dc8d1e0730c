"""The books of a seed: predefined accounts, voucher series, vouchers.

By the same rules as over the API, so that a seed cannot hold what Fortnox would refuse.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.faults import Malformed
from fortnox_simulator.resources import predefined_accounts, voucher_series, vouchers
from fortnox_simulator.resources.call import Call, Handler

FIELDS = {"predefined_accounts", "voucher_series", "vouchers"}
Seed = Mapping[str, Any]


def keep(call: Call, seed: Seed) -> None:
    """`call` says whose books, and when. Raises Malformed."""
    _predefine(call, seed.get("predefined_accounts", {}))
    _open_series(call, seed.get("voucher_series", ()))
    _book(call, seed.get("vouchers", ()))


def file(handler: Handler, call: Call, place: str) -> None:
    """A refusal becomes a fault of the seed at that place."""
    try:
        handler(call)
    except FortnoxError as refusal:
        raise Malformed(f"companies.{place}", refusal.message) from refusal


def _predefine(call: Call, accounts: Mapping[str, int]) -> None:
    """Out of the current year's chart, or of the year opened last where none is current."""
    is_current = call.company.year_of(call.today) is not None
    last = list(call.company.shelves["financialyears"])[-1]
    for name, number in accounts.items():
        body = {predefined_accounts.NAME: {"Account": number}}
        query = {} if is_current else {"financialyear": last}
        sent = replace(call, keys=(name,), query=query, body=body)
        file(predefined_accounts.update, sent, f"predefined_accounts.{name}")


def _open_series(call: Call, described: list[Any]) -> None:
    """In every year."""
    for position, series in enumerate(described):
        for year in call.company.shelves["financialyears"]:
            body = {voucher_series.NAME: series}
            sent = replace(call, query={"financialyear": year}, body=body)
            file(voucher_series.create, sent, f"voucher_series[{position}]")


def _book(call: Call, described: list[Any]) -> None:
    """In the year that its date is in."""
    for position, voucher in enumerate(described):
        query = {"financialyeardate": str(voucher.get("TransactionDate", ""))}
        sent = replace(call, query=query, body={vouchers.NAME: voucher})
        file(vouchers.create, sent, f"vouchers[{position}]")
