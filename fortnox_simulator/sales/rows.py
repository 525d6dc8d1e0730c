"""Rows: new ones from the article, old ones matched by RowId or by position and inherited."""

from collections.abc import Mapping, Sequence
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.resources import documents, registers
from fortnox_simulator.sales import amounts, price_lists
from fortnox_simulator.sales.kinds import Kind
from fortnox_simulator.sales.vat import Books

ROW_ID = frozenset({"RowId"})
Changes = dict[str, Any]


def new_rows(kind: Kind, payload: Sequence[Document], books: Books) -> list[Document]:
    return [_new(kind, changes, books) for changes in _read(kind, payload, keys=frozenset())]


def merged(
    kind: Kind, payload: Sequence[Document], old: Sequence[Document], books: Books
) -> list[Document]:
    """The rows after an update.

    Without any RowId, row n inherits what it leaves out from the old row n, and old rows beyond the
    last sent one go. With a RowId on any row, those rows are changed, rows without one are new, and
    old rows that are not named go.
    """
    given = _read(kind, payload, keys=ROW_ID)
    if any("RowId" in changes for changes in given):
        named = {row["RowId"]: row for row in old}
        return [_by_id(kind, changes, named, books) for changes in given]
    kept = [_inherited(kind, changes, row, books) for changes, row in zip(given, old, strict=False)]
    return kept + [_new(kind, changes, books) for changes in given[len(old) :]]


def _read(kind: Kind, payload: Sequence[Document], *, keys: frozenset[str]) -> list[Changes]:
    for row in payload:
        if row.get("Unit", "") is None:
            raise FortnoxError(2000699)
    return [_cleaned(values.read(kind.row, row, keys=keys)) for row in payload]


def _cleaned(changes: Changes) -> Changes:
    if changes.get("Description"):
        # Measured: line breaks vanish from a row's text, and the words on both sides meet.
        changes["Description"] = changes["Description"].replace("\r", "").replace("\n", "")
    return changes


def _by_id(kind: Kind, changes: Changes, named: Mapping[int, Document], books: Books) -> Document:
    if "RowId" not in changes:
        return _new(kind, changes, books)
    row = named.get(changes["RowId"])
    if row is None:
        raise FortnoxError(2000588, message=f"Raden finns inte ({changes['RowId']})")
    return _inherited(kind, changes, row, books)


def _new(kind: Kind, changes: Changes, books: Books) -> Document:
    article = _article(changes, books)
    account = changes.get("AccountNumber")
    if "AccountNumber" not in changes:
        account = books.account_for(article, changes.get("VAT"))
    number = int(account or 0)
    books.check_account(number)
    start = {**documents.new(kind.row), **_from_article(article)}
    if article:
        start["Price"] = _list_price(article, changes, books)
    start |= {"AccountNumber": number, "VAT": _plain(books.rate_for(number))}
    if changes.get("Discount") and books.company.variants["discount_without_type"] == "amount":
        start["DiscountType"] = "AMOUNT"
    return _lay(kind, start, changes, books)


def _inherited(kind: Kind, changes: Changes, old: Document, books: Books) -> Document:
    _article(changes, books)
    if changes.get("AccountNumber"):
        books.check_account(int(changes["AccountNumber"]))
    return _lay(kind, dict(old), changes, books)


def _lay(kind: Kind, row: Document, changes: Changes, books: Books) -> Document:
    registers.check(books.company, changes)
    if changes.get("VAT") is not None:
        books.check_rate(changes["VAT"], has_account="AccountNumber" in changes)
    # The answer's rows have no place for some of what may be sent, such as an order's VATCode.
    shown = {name: value for name, value in changes.items() if name in row and name != "RowId"}
    return documents.patch(kind.row, row, shown)


def _article(changes: Changes, books: Books) -> Document | None:
    number = changes.get("ArticleNumber")
    if number is None:
        return None
    article = books.company.shelves["articles"].get(number)
    if article is None:
        raise FortnoxError(2001302)
    return article


def _from_article(article: Document | None) -> Document:
    if article is None:
        return {}
    return {
        "ArticleNumber": article["ArticleNumber"],
        "Cost": article["PurchasePrice"] or 0,
        "Description": article["Description"],
        "HouseWork": article["Housework"],
        "HouseWorkType": article["HouseworkType"],
        "Unit": article["Unit"] or "",
    }


def _list_price(article: Document, changes: Changes, books: Books) -> int | float:
    """By what is ordered, else by what is delivered."""
    ordered, delivered = (amounts.quantity(changes.get(name)) for name in amounts.QUANTITIES)
    number = article["ArticleNumber"]
    return price_lists.price_for(books.company, books.price_list, number, ordered or delivered)


def _plain(rate: Any) -> int | float:
    return int(rate) if rate == int(rate) else float(rate)
