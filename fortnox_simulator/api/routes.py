"""From path to handler. Segments are split before they are decoded, so %2F stays in a number."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import unquote

from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources import (
    account_charts,
    accounts,
    articles,
    company_information,
    cost_centers,
    currencies,
    customers,
    financial_years,
    invoices,
    orders,
    predefined_accounts,
    price_lists,
    prices,
    projects,
    settings,
    terms_of_delivery,
    terms_of_payment,
    units,
    voucher_series,
    vouchers,
    ways_of_delivery,
)
from fortnox_simulator.resources.call import Route

RESOURCES = (
    account_charts,
    accounts,
    articles,
    company_information,
    cost_centers,
    currencies,
    customers,
    financial_years,
    invoices,
    orders,
    predefined_accounts,
    price_lists,
    prices,
    projects,
    settings,
    terms_of_delivery,
    terms_of_payment,
    units,
    voucher_series,
    vouchers,
    ways_of_delivery,
)
NO_ROUTE = 2000764
NO_IDENTIFIER = 2000729
Pattern = tuple[str, ...]


@dataclass(frozen=True)
class Found:
    """A route and what stood in the places of its variable segments."""

    route: Route
    keys: tuple[str, ...]


def find(*, method: str, path: str) -> Found:
    """`path` is raw, below /3. Raises 2000764, and 2000729 for a PUT or DELETE without a number."""
    segments = tuple(unquote(segment) for segment in path.strip("/").split("/"))
    found = _found(method, segments)
    if found:
        return found
    if method in {"PUT", "DELETE"} and _found(method, (*segments, "number")):
        raise FortnoxError(NO_IDENTIFIER)
    raise FortnoxError(NO_ROUTE)


def _found(method: str, segments: Pattern) -> Found | None:
    """A path that names a segment goes before one that leaves it open (prices/sublist/...)."""
    for pattern, route in TABLE.get((method, segments[0].lower(), len(segments)), ()):
        if all(_fits(*pair) for pair in zip(pattern, segments, strict=True)):
            return Found(route, tuple(s for p, s in zip(pattern, segments, strict=True) if not p))
    return None


def _fits(pattern: str, segment: str) -> bool:
    """A variable segment takes anything but digits of other scripts: they read as another number,
    and no document can have them in its own.
    """
    if pattern:
        return pattern == segment.lower()
    return not any(letter.isdecimal() and not letter.isascii() for letter in segment)


def _table(routes: Iterable[Route]) -> dict[tuple[str, str, int], list[tuple[Pattern, Route]]]:
    """Routes by method, first segment and length; variable segments are empty in the pattern."""
    table: dict[tuple[str, str, int], list[tuple[Pattern, Route]]] = {}
    for route in routes:
        pattern = tuple("" if s.startswith("{") else s for s in route.path.split("/"))
        table.setdefault((route.method, pattern[0], len(pattern)), []).append((pattern, route))
    for candidates in table.values():
        candidates.sort(key=lambda candidate: candidate[0].count(""))
    return table


TABLE = _table(route for resource in RESOURCES for route in resource.ROUTES)
