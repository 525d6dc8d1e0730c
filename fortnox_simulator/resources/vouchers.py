"""/3/vouchers. What is booked stays as it is: there is no PUT and no DELETE."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.fields.tables import blank
from fortnox_simulator.ledger import series, vouchers
from fortnox_simulator.ledger.accounts import account
from fortnox_simulator.ledger.journal import counted
from fortnox_simulator.resources import dimensions, documents, lists
from fortnox_simulator.resources.call import Answer, Call, Route
from fortnox_simulator.resources.year_choice import (
    chosen_year,
    day_of,
    without_year,
    year_or_current,
)
from fortnox_simulator.rounding import exact, number, round_half_up

NAME = "Voucher"
ROW = "VoucherRow"
SCOPE = "bookkeeping"
# Recorded in 2014 and 2015; the documentation and the description came to have more.
RECORDED = ("ReferenceNumber", "ReferenceType", "VoucherNumber", "VoucherSeries", "Year")


def index(call: Call) -> Answer:
    """Of every year, unless one is chosen."""
    year = chosen_year(call)
    return _list(call, lambda voucher: year is None or voucher["Year"] == year["Id"])


def sublist(call: Call) -> Answer:
    """Of the current year."""
    year = year_or_current(call)["Id"]
    return _list(call, lambda voucher: bool(voucher["Year"] == year))


def sublist_of_series(call: Call) -> Answer:
    """Of one series, in the current year unless another is chosen."""
    year = year_or_current(call)["Id"]
    if series.series(call.company, year=year, code=call.key) is None:
        raise FortnoxError(2000588, message="Kan inte hitta verifikationsserien.", status=404)
    return _list(
        call, lambda voucher: (voucher["Year"], voucher["VoucherSeries"]) == (year, call.key)
    )


def get(call: Call) -> Answer:
    code, voucher_number = call.keys
    key = f"{year_or_current(call)['Id']}/{code}/{voucher_number}"
    voucher = call.company.shelves["vouchers"].get(key)
    if voucher is None:
        raise FortnoxError(2000588, message="Kan inte hitta verifikationen.", status=404)
    return Answer(200, {NAME: _shown(voucher, _whole(voucher))})


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    year = year_or_current(call)
    if call.company.variants["voucher_without_year"] == "accepted":
        changes.setdefault("Year", year["Id"])
    documents.require(NAME, changes)
    _check_place(call, changes, year=year["Id"])
    rows = [_row(call, row, year=year["Id"]) for row in changes.get("VoucherRows") or []]
    voucher = documents.patch(NAME, documents.new(NAME), {**changes, "VoucherRows": rows})
    dimensions.check(call.company, voucher)
    vouchers.check(call.company, voucher, year=year)
    booked = vouchers.book(call.company, voucher, now=call.now)
    return Answer(201, {NAME: _shown(booked, _whole(booked))}, "vouchers")


def _check_place(call: Call, changes: dict[str, Any], *, year: int) -> None:
    """The year it says it belongs to, a series open to manual posting, and the next number."""
    if changes["Year"] != year:
        raise FortnoxError(2000588, message=f"Verifikationen bokförs i räkenskapsår {year}.")
    code = changes["VoucherSeries"]
    found = series.series(call.company, year=year, code=code)
    if found is None:
        raise FortnoxError(2000588, message=f"Kan inte hitta verifikationsserien {code}.")
    if not found["Manual"]:
        raise FortnoxError(2000588, message=f"Verifikationsserien är inte manuell ({code})")
    if changes.pop("VoucherNumber", None) not in {None, found["NextVoucherNumber"]}:
        raise FortnoxError(2000588, message=f"Nästa nummer är {found['NextVoucherNumber']}.")


def _row(call: Call, payload: Document, *, year: int) -> Document:
    changes = values.read(ROW, payload)
    documents.require(ROW, changes)
    dimensions.check(call.company, changes)
    found = account(call.company, year=year, number=int(changes["Account"]))
    named = {**documents.new(ROW), "Description": found["Description"] if found else ""}
    row = documents.patch(ROW, named, changes)
    for side in ("Debit", "Credit"):
        row[side] = number(round_half_up(exact(row[side])))
    if min(row["Debit"], row["Credit"]) != 0:
        raise FortnoxError(2000588, message="En rad har debet eller kredit, inte båda.")
    return row


def _list(call: Call, is_asked_for: Callable[[Document], bool]) -> Answer:
    shelf = call.company.shelves["vouchers"]
    shown = shelf.listed(lag_seconds=call.company.list_lag_seconds)
    described = call.company.variants["listed_documents"] == "described"
    listing = replace(LISTING, item=_described_item) if described else LISTING
    return lists.answer(without_year(call), listing, [v for v in shown if is_asked_for(v)])


def _whole(voucher: Document) -> Document:
    """With every field in its order, whoever put it on the shelf."""
    rows = [{**blank(ROW), **row} for row in voucher["VoucherRows"]]
    return {**blank(NAME), **voucher, "VoucherRows": rows}


def _item(voucher: Document) -> Document:
    return _shown(voucher, documents.picked({**blank(NAME), **voucher}, RECORDED))


def _described_item(voucher: Document) -> Document:
    """Described with texts where a single voucher was recorded with null and 0."""
    whole = _whole(voucher)
    rows = [{**row, "Project": row["Project"] or ""} for row in whole["VoucherRows"]]
    texts = {name: whole[name] or "" for name in ("Comments", "Project")}
    return _shown(voucher, {**whole, **texts, "VoucherRows": rows})


def _shown(voucher: Document, fields: Document) -> Document:
    path = f"vouchers/{voucher['VoucherSeries']}/{voucher['VoucherNumber']}"
    return documents.shown(fields, path=f"{path}?financialyear={voucher['Year']}")


def _has_cost_center(voucher: Document, code: str) -> bool:
    rows = counted(voucher["VoucherRows"])
    return code in {voucher.get("CostCenter"), *(row.get("CostCenter") for row in rows)}


LISTING = lists.Listing(
    plural="Vouchers",
    item=_item,
    # Documented: by series and number; the years of one number follow each other.
    order=lambda v: (str(v["VoucherSeries"]), int(v["VoucherNumber"]), int(v["Year"])),
    search={
        "costcenter": _has_cost_center,
        "voucherseries": lambda voucher, code: bool(voucher["VoucherSeries"] == code),
        "fromdate": lambda voucher, day: voucher["TransactionDate"] >= day_of(day).isoformat(),
        "todate": lambda voucher, day: voucher["TransactionDate"] <= day_of(day).isoformat(),
    },
)
ROUTES = (
    Route("GET", "vouchers", index, SCOPE),
    Route("POST", "vouchers", create, SCOPE),
    Route("GET", "vouchers/sublist", sublist, SCOPE),
    Route("GET", "vouchers/sublist/{series}", sublist_of_series, SCOPE),
    Route("GET", "vouchers/{series}/{number}", get, SCOPE),
)
