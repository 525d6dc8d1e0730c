"""/3/prices: what an article costs on a price list, from a quantity on."""

from collections.abc import Iterable, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from fortnox_simulator.companies.shelf import Document, Shelf
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.fields.tables import table
from fortnox_simulator.resources import documents, lists
from fortnox_simulator.resources.call import Answer, Call, Route
from fortnox_simulator.rounding import exact
from fortnox_simulator.sales import price_lists

NAME = "Price"
DIGITS = table(NAME)["FromQuantity"].digits
NAMED_BY = ("PriceList", "ArticleNumber")
# As measured in 2026, in this order; the rest is read by the price's own address.
LISTED = ("ArticleNumber", "FromQuantity", "PriceList", "Price")


def sublist(call: Call) -> Answer:
    """Of an article on a price list, or, as measured, of the whole price list."""
    prices = _shelf(call).listed(lag_seconds=call.company.list_lag_seconds)
    return lists.answer(call, LISTING, _named(prices, call.keys))


def first(call: Call) -> Answer:
    """The article's price from the least quantity, or from the one that is asked for.

    Without list and article it is the first price of all: of GET /prices the description says
    "list", and then describes one price.
    """
    return _answer(200, _first(call))


def get(call: Call) -> Answer:
    return _answer(200, _find(call))


def create(call: Call) -> Answer:
    changes = values.read(NAME, call.wrapped(NAME))
    documents.require(NAME, changes)
    if changes["PriceList"] not in call.company.shelves["pricelists"]:
        raise FortnoxError(2000431, status=404)
    if changes["ArticleNumber"] not in call.company.shelves["articles"]:
        raise FortnoxError(2000428)
    price = documents.patch(NAME, documents.new(NAME), changes)
    if _key(price) in _shelf(call):
        raise FortnoxError(2000588, message="Priset finns redan.")
    return _save(call, price, changes, status=201, location="prices")


def update(call: Call) -> Answer:
    return _change(call, _find(call))


def update_first(call: Call) -> Answer:
    return _change(call, _first(call))


def delete(call: Call) -> Answer:
    _shelf(call).remove(_key(_find(call)))
    return Answer(204, None)


def _named(prices: Iterable[Document], keys: Sequence[str]) -> list[Document]:
    """The prices of the list and article that a path names, as far as it names them."""
    return [
        price
        for price in prices
        if all(price[field] == key for field, key in zip(NAMED_BY, keys, strict=False))
    ]


def _first(call: Call) -> Document:
    asked = call.query.get("fromquantity")
    found = [
        price
        for price in _named(_shelf(call).values(), call.keys)
        if asked is None or _is_from(price, asked)
    ]
    if not found:
        raise FortnoxError(2000430)
    return min(found, key=_order)


def _is_from(price: Document, quantity: str) -> bool:
    return exact(price["FromQuantity"]) == _quantity(quantity)


def _order(price: Document) -> Any:
    return price["PriceList"], lists.by_number("ArticleNumber")(price), price["FromQuantity"]


def _find(call: Call) -> Document:
    price_list, article_number, quantity = call.keys
    try:
        return _shelf(call)[price_lists.key(price_list, article_number, _quantity(quantity))]
    except KeyError:
        raise FortnoxError(2000430) from None


def _quantity(text: str) -> Decimal:
    try:
        quantity = Decimal(text)
    except InvalidOperation:
        raise FortnoxError(2000108, text) from None
    if not quantity.is_finite() or quantity.adjusted() >= DIGITS:
        raise FortnoxError(2000108, text)
    return quantity


def _shelf(call: Call) -> Shelf:
    return call.company.shelves["prices"]


def _key(price: Document) -> str:
    return price_lists.key(price["PriceList"], price["ArticleNumber"], exact(price["FromQuantity"]))


def _change(call: Call, price: Document) -> Answer:
    """List, article and quantity in the address decide: a price keeps its own."""
    changes = values.read(NAME, call.wrapped(NAME))
    kept = {name: price[name] for name in (*NAMED_BY, "FromQuantity")}
    return _save(call, documents.patch(NAME, price, {**changes, **kept}), changes, status=200)


def _save(
    call: Call, price: Document, changes: dict[str, Any], *, status: int, location: str = ""
) -> Answer:
    """A price is dated when it is set, unless it says otherwise."""
    documents.stamp(price, now=call.now)
    price["Date"] = changes.get("Date") or price["_modified"]
    _shelf(call).put(_key(price), price)
    return _answer(status, price, location=location)


def _answer(status: int, price: Document, *, location: str = "") -> Answer:
    return Answer(status, {NAME: documents.shown(price, path=f"prices/{_key(price)}")}, location)


def _item(price: Document) -> Document:
    return documents.shown(documents.picked(price, LISTED), path=f"prices/{_key(price)}")


LISTING = lists.Listing(
    plural="Prices", item=_item, order=_order, search={"fromquantity": _is_from}
)
ROUTES = (
    Route("GET", "prices", first, "price"),
    Route("POST", "prices", create, "price"),
    Route("GET", "prices/sublist/{list}", sublist, "price"),
    Route("GET", "prices/sublist/{list}/{article}", sublist, "price"),
    Route("GET", "prices/{list}/{article}", first, "price"),
    Route("PUT", "prices/{list}/{article}", update_first, "price"),
    Route("GET", "prices/{list}/{article}/{quantity}", get, "price"),
    Route("PUT", "prices/{list}/{article}/{quantity}", update, "price"),
    Route("DELETE", "prices/{list}/{article}/{quantity}", delete, "price"),
)
