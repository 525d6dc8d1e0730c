"""Faults that happen at once, to a company."""

from collections.abc import Callable, Mapping
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.faults import (
    AT_ONCE,
    STANDING,
    Malformed,
    choice,
    day,
    fraction,
    parse,
    text,
    whole,
)
from fortnox_simulator.ledger import accounts
from fortnox_simulator.state import State

Message = Mapping[str, Any]


def order(state: State, message: Message) -> dict[str, Any]:
    """Carries out a message to /_simulator/faults. Raises Malformed."""
    kind = choice(message, "kind", STANDING | AT_ONCE)
    if kind in STANDING:
        return vars(state.faults.add(parse(message)))
    for name in message:
        if name not in FIELDS[kind] | {"kind"}:
            raise Malformed(name, f"is not known; known are {', '.join(sorted(FIELDS[kind]))}")
    NOW[kind](state, message)
    state.storage.commit()
    return dict(message)


def _revoke_consent(state: State, message: Message) -> None:
    state.grants.withdraw_all(company_of(state, message).tenant)


def _expire_tokens(state: State, message: Message) -> None:
    state.grants.expire_access(company_of(state, message).tenant)


def _remove_licence(state: State, message: Message) -> None:
    company = company_of(state, message)
    licence = text(message, "licence", None)
    if licence not in company.licences:
        held = ", ".join(sorted(company.licences))
        raise Malformed("licence", f"is not held; the company holds {held}")
    company.remove_licence(str(licence))


def _list_lag(state: State, message: Message) -> None:
    """Of one company, or of all when no tenant is named; 0 seconds ends it."""
    seconds = fraction(message, "seconds", 0.0)
    chosen = [company_of(state, message)] if "tenant" in message else state.companies.values()
    for company in chosen:
        company.list_lag_seconds = seconds


def _deactivate_account(state: State, message: Message) -> None:
    """In every financial year of the company."""
    company = company_of(state, message)
    number = whole(message, "number", None, least=1000, most=9999)
    for year in company.shelves["financialyears"].values():
        if number is None or not accounts.account(company, year=year["Id"], number=number):
            raise Malformed("number", "is not an account of the company")
        accounts.change(company, year=year["Id"], number=number, changes={"Active": False})


def _lock_period(state: State, message: Message) -> None:
    """Until a date, that day included; null unlocks."""
    company, last = company_of(state, message), day(message, "date")
    company.lock_until(last)


def company_of(state: State, message: Message) -> Company:
    tenant = whole(message, "tenant", None)
    if tenant is None or tenant not in state.companies:
        known = ", ".join(map(str, state.companies))
        raise Malformed("tenant", f"must be one of {known}")
    return state.companies[tenant]


FIELDS: dict[str, set[str]] = {
    "revoke_consent": {"tenant"},
    "expire_tokens": {"tenant"},
    "remove_licence": {"tenant", "licence"},
    "list_lag": {"tenant", "seconds"},
    "deactivate_account": {"tenant", "number"},
    "lock_period": {"tenant", "date"},
}
NOW: dict[str, Callable[[State, Message], None]] = {
    "revoke_consent": _revoke_consent,
    "expire_tokens": _expire_tokens,
    "remove_licence": _remove_licence,
    "list_lag": _list_lag,
    "deactivate_account": _deactivate_account,
    "lock_period": _lock_period,
}
