"""Lists: pages, filters, substring search, sorting, in the shapes that were recorded."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import list_items
from fortnox_simulator.resources.call import Answer, Call

DEFAULT_LIMIT = 100
GREATEST_LIMIT = 500
GLOBAL = {"limit", "page", "offset", "sortby", "sortorder", "filter", "lastmodified"}
# Ends of periods and spans, which go together with each other and with anything.
RANGES = {
    "accountnumberfrom",
    "accountnumberto",
    "financialyear",
    "financialyeardate",
    "fromdate",
    "fromfinalpaydate",
    "todate",
    "tofinalpaydate",
}
Matcher = Callable[[Document, str], bool]


def contains(name: str) -> Matcher:
    """The official rule: a substring, whatever its case. Equality is never asked for."""
    return lambda document, value: value.casefold() in _text(document[name])


def starts_with(name: str) -> Matcher:
    """As measured for externalinvoicereference1."""
    return lambda document, value: _text(document[name]).startswith(value.casefold())


def _text(value: object) -> str:
    return "" if value is None else str(value).casefold()


@dataclass(frozen=True)
class Listing:
    """How one resource is listed. `order` gives the key of the default order.

    `references` are search parameters for which sources disagree on the match. With a `resource`
    and its `whole` documents, the list can have every field that its description has.
    """

    plural: str
    item: Callable[[Document], Document]
    order: Callable[[Document], Any]
    search: Mapping[str, Matcher] = field(default_factory=dict)
    references: Mapping[str, str] = field(default_factory=dict)
    filters: Mapping[str, Callable[[Document], bool]] = field(default_factory=dict)
    sorts: Mapping[str, str] = field(default_factory=dict)
    resource: str = ""
    whole: Callable[[Document], Document] | None = None


def answer(call: Call, listing: Listing, documents: list[Document]) -> Answer:
    """One page, with MetaInformation first."""
    listing = _chosen(call, listing)
    _check_parameters(call, listing)
    found = _ordered(call.query, listing, _found(call.query, listing, documents))
    limit = _whole(call.query, "limit", DEFAULT_LIMIT, least=1, most=GREATEST_LIMIT)
    page = _whole(call.query, "page", 1, least=1)
    start = _whole(call.query, "offset", (page - 1) * limit)
    meta = {
        "@TotalResources": len(found),
        "@TotalPages": -(-len(found) // limit),
        "@CurrentPage": page,
    }
    items = [listing.item(document) for document in found[start : start + limit]]
    return Answer(200, {"MetaInformation": meta, listing.plural: items})


def check_unpaged(call: Call) -> None:
    """For a list that always comes whole: pages are not listened to, other parameters refused."""
    for name in call.query:
        if name not in GLOBAL:
            raise FortnoxError(2000588)


def _chosen(call: Call, listing: Listing) -> Listing:
    """The listing with references matched and fields shown as this simulator was told to."""
    whole = listing.whole
    if whole and call.company.variants["listed_documents"] == "described":
        listing = replace(
            listing, item=lambda document: list_items.described(listing.resource, whole(document))
        )
    match = starts_with if call.company.variants["reference_search"] == "prefix" else contains
    found = {parameter: match(name) for parameter, name in listing.references.items()}
    return replace(listing, search={**listing.search, **found}) if found else listing


def _check_parameters(call: Call, listing: Listing) -> None:
    query = call.query
    for name in query:
        if name not in GLOBAL and name not in listing.search:
            raise FortnoxError(2000588)
    if call.company.variants["search_parameters"] == "one":
        _refuse_second(query, listing)
    if query.get("filter", "") not in {"", *listing.filters}:
        raise FortnoxError(2000587)
    if query.get("sortby", "") not in {"", *listing.sorts}:
        raise FortnoxError(2000588)
    if query.get("sortorder", "ascending") not in {"ascending", "descending"}:
        raise FortnoxError(2000588)


def _refuse_second(query: Mapping[str, str], listing: Listing) -> None:
    """The documentation's rule: one parameter of the resource's own, besides the global ones."""
    if len([name for name in query if name in listing.search and name not in RANGES]) > 1:
        raise FortnoxError(2000588)


def _found(query: Mapping[str, str], listing: Listing, documents: list[Document]) -> list[Document]:
    """Two search parameters narrow each other, as recorded (the official text says otherwise)."""
    if query.get("filter"):
        documents = list(filter(listing.filters[query["filter"]], documents))
    if query.get("lastmodified"):
        since = query["lastmodified"]
        documents = [document for document in documents if document.get("_modified", "") >= since]
    for name, value in query.items():
        if name in listing.search:
            matches = listing.search[name]
            documents = [document for document in documents if matches(document, value)]
    return documents


def _ordered(
    query: Mapping[str, str], listing: Listing, documents: list[Document]
) -> list[Document]:
    descending = query.get("sortorder") == "descending"
    documents = sorted(documents, key=listing.order, reverse=descending)
    name = listing.sorts.get(query.get("sortby", ""))
    if name is None:
        return documents
    return sorted(documents, key=lambda document: _sortable(document[name]), reverse=descending)


def _sortable(value: object) -> tuple[float, str]:
    text = "" if value is None else str(value)
    digits = text.removeprefix("-").replace(".", "", 1)
    return (float(text) if digits.isdecimal() else float("inf"), text)


def by_number(name: str) -> Callable[[Document], tuple[float, str]]:
    """Numbers in their numeric order; those with letters come after."""
    return lambda document: _sortable(document[name])


def _whole(
    query: Mapping[str, str], name: str, default: int, *, least: int = 0, most: int = 10**9
) -> int:
    text = query.get(name, "")
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()) or not least <= int(text) <= most:
        raise FortnoxError(2000588)
    return int(text)
