"""/3/articles."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.ledger import accounts
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, verbs
from fortnox_simulator.rounding import exact, number, round_half_up
from fortnox_simulator.sales import price_lists
from fortnox_simulator.sales.kinds import KINDS

NAME = "Article"
# Refused at a later PUT, never at the POST (measured); Swedish names as in the refusal.
ACCOUNTS = {
    "SalesAccount": "Försäljningskonto",
    "EUAccount": "EU-konto",
    "EUVATAccount": "EU-momskonto",
    "ExportAccount": "Exportkonto",
    "PurchaseAccount": "Inköpskonto",
}
LISTED = (
    "ArticleNumber",
    "Description",
    "DisposableQuantity",
    "EAN",
    "Housework",
    "PurchasePrice",
    "SalesPrice",
    "QuantityInStock",
    "ReservedQuantity",
    "StockPlace",
    "StockValue",
    "Unit",
    "VAT",
    "WebshopArticle",
)
AMOUNTS = {
    "DisposableQuantity",
    "PurchasePrice",
    "SalesPrice",
    "QuantityInStock",
    "ReservedQuantity",
    "StockValue",
}


def index(call: Call) -> Answer:
    listed = call.company.shelves["articles"].listed(lag_seconds=call.company.list_lag_seconds)
    listing = replace(LISTING, item=lambda article: _item(_priced(call.company, article)))
    return lists.answer(call, listing, listed)


def get(call: Call) -> Answer:
    return _answer(call, 200, _find(call))


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    _check(call.company, changes)
    shelf = call.company.shelves["articles"]
    key = changes.get("ArticleNumber") or shelf.next_number()
    if shelf.is_taken(key):
        raise FortnoxError(2000013, key)
    start = {**documents.new(NAME), **call.company.settings["article_accounts"]}
    article = documents.patch(NAME, start, {**changes, "ArticleNumber": key})
    return _save(call, article, status=201, location="articles")


def update(call: Call) -> Answer:
    article = _find(call)
    changes = values.read(NAME, call.wrapped(NAME))
    _check(call.company, changes)
    # The number in the address decides: an article cannot be renumbered.
    changes["ArticleNumber"] = article["ArticleNumber"]
    article = documents.patch(NAME, article, changes)
    _check_accounts(call, article)
    return _save(call, article, status=200)


def delete(call: Call) -> Answer:
    _find(call)
    if any(row["ArticleNumber"] == call.key for row in _rows(call.company)):
        raise FortnoxError(2000310)
    price_lists.forget(call.company, call.key)
    call.company.shelves["articles"].remove(
        call.key, is_reused=call.company.variants["deleted_numbers"] == "reused"
    )
    return Answer(204, None)


def _rows(company: Company) -> Iterator[Document]:
    """Of all that may name an article."""
    for kind in KINDS:
        for document in company.shelves[kind.shelf].values():
            yield from document[kind.rows]


def _find(call: Call) -> Document:
    try:
        return call.company.shelves["articles"][call.key]
    except KeyError:
        raise FortnoxError(2000428) from None


def _check(company: Company, changes: dict[str, Any]) -> None:
    if " " in (changes.get("ArticleNumber") or ""):
        raise FortnoxError(2000106, changes["ArticleNumber"])
    if changes.get("Unit") and changes["Unit"] not in company.shelves["units"]:
        raise FortnoxError(2000432)


def _check_accounts(call: Call, article: Document) -> None:
    year = call.company.year_of(call.today)
    for field, name in ACCOUNTS.items():
        kept = article[field]
        if kept and (
            year is None or not accounts.account(call.company, year=year["Id"], number=kept)
        ):
            reason = f'{name} inte uppdaterat. Kontot "{kept}" existerar inte. ({field})'
            raise FortnoxError(2000423, message=reason)


def _save(call: Call, article: Document, *, status: int, location: str = "") -> Answer:
    stock = round_half_up(exact(article["QuantityInStock"]))
    article["QuantityInStock"] = number(stock)
    article["DisposableQuantity"] = number(stock - exact(article["ReservedQuantity"]))
    article["VAT"] = number(_rate(call, article))
    call.company.shelves["articles"].put(
        article["ArticleNumber"], documents.stamp(article, now=call.now)
    )
    return _answer(call, status, article, location=location)


def _rate(call: Call, article: Document) -> Decimal:
    """The rate follows the sales account; one that was sent is not listened to."""
    year = call.company.year_of(call.today)
    if year is None or not article["SalesAccount"]:
        return Decimal(0)
    found = accounts.account(call.company, year=year["Id"], number=article["SalesAccount"])
    return accounts.rate_of(found)


def _answer(call: Call, status: int, article: Document, *, location: str = "") -> Answer:
    return Answer(status, {NAME: _whole(_priced(call.company, article))}, location)


def _priced(company: Company, article: Document) -> Document:
    """The price belongs to a price list, and is only shown here."""
    return {**article, "SalesPrice": price_lists.sales_price(company, article["ArticleNumber"])}


def _whole(article: Document) -> Document:
    return documents.shown(article, path=f"articles/{article['ArticleNumber']}")


def _item(article: Document) -> Document:
    """Types drift: amounts are strings here, and VAT is null, as recorded."""
    fields = documents.picked(article, LISTED)
    for name in AMOUNTS:
        fields[name] = None if article[name] is None else str(article[name])
    fields["VAT"] = None
    return documents.shown(fields, path=f"articles/{article['ArticleNumber']}")


LISTING = lists.Listing(
    plural="Articles",
    item=_item,
    order=lists.by_number("ArticleNumber"),
    search={
        "articlenumber": lists.contains("ArticleNumber"),
        "description": lists.contains("Description"),
        "ean": lists.contains("EAN"),
        "suppliernumber": lists.contains("SupplierNumber"),
        "manufacturer": lists.contains("Manufacturer"),
        "manufacturerarticlenumber": lists.contains("ManufacturerArticleNumber"),
        "webshop": lists.contains("WebshopArticle"),
    },
    filters={
        "active": lambda article: bool(article["Active"]),
        "inactive": lambda article: not article["Active"],
    },
    sorts={
        "articlenumber": "ArticleNumber",
        "quantityinstock": "QuantityInStock",
        "reservedquantity": "ReservedQuantity",
        "stockvalue": "StockValue",
    },
    resource=NAME,
    whole=_whole,
)
ROUTES = verbs(
    "articles", scope="article", index=index, get=get, create=create, update=update, delete=delete
)
