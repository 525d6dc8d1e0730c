"""Orders and invoices: found, made, changed, settled, kept and shown in the same way."""

from datetime import date
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import documents
from fortnox_simulator.resources.call import BASE, Answer, Call
from fortnox_simulator.sales import header, housework, rows, totals
from fortnox_simulator.sales.kinds import Kind
from fortnox_simulator.sales.vat import Books

Changes = dict[str, Any]


def find(kind: Kind, call: Call) -> Document:
    """The document that the call's path names."""
    try:
        return call.company.shelves[kind.shelf][call.key]
    except KeyError:
        raise FortnoxError(kind.missing) from None


def made(kind: Kind, call: Call) -> tuple[Document, Changes]:
    """A new document and what was sent for it, neither settled nor kept yet."""
    changes = header.read(kind, call.company, call.wrapped(kind.name))
    customer = header.customer_of(call.company, changes.get("CustomerNumber"))
    _check_rows(kind, call, changes)
    changes["DocumentNumber"] = _free_number(kind, call, changes.get("DocumentNumber"))
    start = header.start(kind, customer, call.company, today=call.today)
    document = header.lay(kind, start, changes, call.company)
    books = _books(kind, call, document, customer)
    document[kind.rows] = rows.new_rows(kind, changes.get(kind.rows) or [], books)
    return document, changes


def changed(kind: Kind, call: Call, document: Document) -> tuple[Document, Changes]:
    """A changed copy of the document and what was sent, neither settled nor kept yet."""
    changes = header.read(kind, call.company, call.wrapped(kind.name))
    changes["DocumentNumber"] = document["DocumentNumber"]
    customer = header.customer_of(
        call.company, changes.get("CustomerNumber") or document["CustomerNumber"]
    )
    start = document
    if customer["CustomerNumber"] != document["CustomerNumber"]:
        start = {**document, **header.copied(customer, call.company)}
    updated = header.lay(kind, start, changes, call.company)
    updated[kind.rows] = [dict(row) for row in document[kind.rows]]
    if kind.rows in changes:
        books = _books(kind, call, updated, customer)
        updated[kind.rows] = rows.merged(kind, changes[kind.rows] or [], document[kind.rows], books)
    return updated, changes


def _check_rows(kind: Kind, call: Call, changes: Changes) -> None:
    is_refused = call.company.variants["order_without_rows"] == "refused"
    if kind.needs_rows and kind.rows not in changes and is_refused:
        raise FortnoxError(1000029)  # an empty list is well


def _free_number(kind: Kind, call: Call, chosen: str | None) -> str:
    shelf = call.company.shelves[kind.shelf]
    number = chosen or shelf.next_number()
    if number in shelf:
        raise FortnoxError(2000588, message=f"Dokumentnummer {number} används redan.")
    return number


def _books(kind: Kind, call: Call, document: Document, customer: Document) -> Books:
    year = call.company.year_of(date.fromisoformat(document[kind.date]))
    return Books(
        call.company, year["Id"] if year else None, customer["VATType"], document["PriceList"]
    )


def settle(kind: Kind, call: Call, document: Document) -> None:
    """Works out the figures. Every save gives the rows new ids, as measured."""
    housework.check(document[kind.rows], reduction=document["TaxReductionType"])
    totals.settle(kind, document, round_off=call.company.settings["round_off"])
    row_ids = call.company.next_row_ids(len(document[kind.rows]))
    for row, row_id in zip(document[kind.rows], row_ids, strict=True):
        row["RowId"] = row_id


def keep(kind: Kind, call: Call, document: Document) -> Document:
    documents.stamp(document, now=call.now)
    call.company.shelves[kind.shelf].put(document["DocumentNumber"], document)
    return document


def answer(kind: Kind, status: int, document: Document, *, location: str = "") -> Answer:
    return Answer(status, {kind.name: shown(kind, document)}, location)


def shown(kind: Kind, document: Document) -> Document:
    """As answered for itself, not in a list."""
    number = document["DocumentNumber"]
    reductions = f"{BASE}/taxreductions?filter={kind.shelf}&referencenumber={number}"
    return {
        "@url": f"{BASE}/{kind.shelf}/{number}",
        "@urlTaxReductionList": reductions,
        **documents.shown(document, path=f"{kind.shelf}/{number}"),
    }
