"""Of which kinds the parts of a seed must be; what they may hold shows when it is grown."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from fortnox_simulator.companies.company import DEFAULTS
from fortnox_simulator.faults import Malformed
from fortnox_simulator.oauth.scopes import LICENCE_NAMES, SCOPES

Part = Mapping[str, Any]
Test = Callable[[Any], bool]


def check(seed: Part) -> None:
    """Raises Malformed, which names the part."""
    for name in seed:
        if name not in {"companies", "clients"}:
            raise Malformed(f"seed.{name}", "is not known; known are clients, companies")
    companies = seed.get("companies")
    if not _is_list_of_objects(companies) or not companies:
        raise Malformed("seed.companies", "must be a list of at least one company")
    for company in companies:
        _check_parts("companies", company, COMPANY)
        _check_settings(company.get("settings", {}))
    if len({company.get("tenant") for company in companies}) != len(companies):
        raise Malformed("seed.companies.tenant", "must differ between companies")
    _check_clients(seed.get("clients", []))


def _check_parts(place: str, parts: Part, kinds: Mapping[str, tuple[Test, str]]) -> None:
    for name, (is_well, kind) in kinds.items():
        if name in parts and not is_well(parts[name]):
            raise Malformed(f"{place}.{name}", f"must be {kind}")


def _check_settings(settings: Part) -> None:
    for name, value in settings.items():
        kind = type(DEFAULTS.get(name, value))
        if not isinstance(value, kind):
            raise Malformed(f"companies.settings.{name}", f"must be of the kind {kind.__name__}")


def _check_clients(clients: Any) -> None:
    if not _is_list_of_objects(clients):
        raise Malformed("seed.clients", "must be a list of integrations")
    for client in clients:
        for name in client:
            if name not in CLIENT:
                raise Malformed(f"seed.clients.{name}", f"is not known; known are {[*CLIENT]}")
        _check_parts("seed.clients", {"id": None, **client}, CLIENT)


def _is_list_of_objects(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(item, dict) for item in value)


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value)


def _is_whole(value: object) -> bool:
    return type(value) is int and 0 < value < 10**12


def _are_of(known: Iterable[str]) -> Test:
    names = set(known)
    return lambda value: (
        isinstance(value, list) and all(isinstance(item, str) and item in names for item in value)
    )


def _are_whole(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_whole, value.values()))


def _are_years(value: object) -> bool:
    return isinstance(value, list) and all(
        isinstance(year, dict) and _is_day(year.get("FromDate")) and _is_day(year.get("ToDate"))
        for year in value
    )


def _is_day(value: object) -> bool:
    try:
        return date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def _are_changes(value: object) -> bool:
    return isinstance(value, dict) and all(
        number.isascii() and number.isdecimal() and isinstance(change, dict)
        for number, change in value.items()
    )


TEXT = (_is_text, "a text")
DOCUMENTS = (_is_list_of_objects, "a list of documents")
COMPANY: dict[str, tuple[Test, str]] = {
    "tenant": (_is_whole, "a whole number"),
    "name": TEXT,
    "organisation_number": TEXT,
    "licences": (_are_of(LICENCE_NAMES), f"a list of {[*LICENCE_NAMES]}"),
    "settings": (lambda value: isinstance(value, dict), "an object"),
    "financial_years": (_are_years, "a list of objects with FromDate and ToDate"),
    "accounts": (_are_changes, "an object of changes by account number"),
    "customers": DOCUMENTS,
    "articles": DOCUMENTS,
    "orders": DOCUMENTS,
    "series": (_are_whole, "an object of whole numbers"),
}
CLIENT: dict[str, tuple[Test, str]] = {
    "id": TEXT,
    "secret": TEXT,
    "redirect_uris": (
        lambda value: isinstance(value, list) and all(map(_is_text, value)),
        "a list of addresses",
    ),
    "scopes": (_are_of(SCOPES), f"a list of {[*SCOPES]}"),
    "service_account": (lambda value: isinstance(value, bool), "true or false"),
}
