"""The control plane's calls, in plain JSON."""

import json
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from typing import Any, Never

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from fortnox_simulator.api import bodies
from fortnox_simulator.companies.company import Company
from fortnox_simulator.control import actions
from fortnox_simulator.faults import Malformed, fraction, text, whole
from fortnox_simulator.ledger import accounts
from fortnox_simulator.numerals import whole_number
from fortnox_simulator.state import State

Message = dict[str, Any]
EARLIEST = datetime(1900, 1, 1, tzinfo=UTC)
LATEST = datetime(2999, 12, 31, tzinfo=UTC)


async def answer(
    state: State, request: Request, act: Callable[[State, Message], object]
) -> Response:
    """One call; a message that cannot be followed gets a 400 that names the field."""
    try:
        return JSONResponse(act(state, await _message(request)))
    except Malformed as error:
        return JSONResponse({"error": str(error), "field": error.field}, 400)


def requests(state: State, message: Message) -> object:
    """Query: tenant, since (an id), last (how many)."""
    return state.log.entries(
        tenant=_number(message, "tenant"),
        since=_number(message, "since") or 0,
        last=_number(message, "last") or 10**9,
    )


def clear_requests(state: State, message: Message) -> object:
    state.log.clear()
    state.token_requests.clear()
    return {"cleared": True}


def token_requests(state: State, message: Message) -> object:
    return list(state.token_requests)


def mails(state: State, message: Message) -> object:
    """What would have been sent, company by company. Query: tenant."""
    tenant = _number(message, "tenant")
    return [
        {"tenant": company.tenant, **mail}
        for company in state.companies.values()
        for mail in company.shelves["mails"].values()
        if tenant in {None, company.tenant}
    ]


def overview(state: State, message: Message) -> object:
    return {
        "now": state.clock.now().isoformat(),
        "requests": len(state.log.entries()),
        "settings": state.settings(),
        "companies": [
            {
                "tenant": company.tenant,
                "name": company.name,
                "organisation_number": company.card["organisation_number"],
                "licences": sorted(company.licences),
                **{kind: len(shelf) for kind, shelf in company.shelves.items()},
                "accounts": _count_accounts(state, company),
                "consents": [
                    {name: consent[name] for name in ("client_id", "scopes", "service", "given_at")}
                    for consent in state.grants.records["consent"].values()
                    if consent["tenant"] == company.tenant
                ],
            }
            for company in state.companies.values()
        ],
    }


def _count_accounts(state: State, company: Company) -> int:
    year = company.year_of(state.clock.today())
    return sum(1 for _ in accounts.accounts(company, year=year["Id"])) if year else 0


def documents(state: State, message: Message) -> object:
    """Query: tenant, kind (orders, customers, articles, …). All of them as they stand, oldest
    first, past every list lag, rate limit and licence: what a test proves its outcome against.
    """
    tenant, kind = _number(message, "tenant"), str(message.get("kind", ""))
    company = actions.company_of(state, {"tenant": tenant})
    if kind not in company.shelves:
        raise Malformed("kind", f"must be one of {', '.join(company.shelves)}")
    return [
        {name: value for name, value in document.items() if not name.startswith("_")}
        for document in company.shelves[kind].values()
    ]


def faults(state: State, message: Message) -> object:
    return [vars(fault) for fault in state.faults.standing]


def add_fault(state: State, message: Message) -> object:
    return actions.order(state, message)


def clear_faults(state: State, message: Message) -> object:
    """Standing faults and list lag; what happened at once has happened."""
    state.faults.clear()
    for company in state.companies.values():
        company.list_lag_seconds = 0.0
    return []


def set_clock(state: State, message: Message) -> object:
    """`{"now": iso}` puts the calendar there, `{"advance_seconds": n}` moves it on; it ticks on."""
    if "now" in message:
        field, moment = "now", _instant(text(message, "now", "") or "")
    elif "advance_seconds" in message:
        field, seconds = "advance_seconds", fraction(message, "advance_seconds", 0.0, most=10**10)
        moment = state.clock.now() + timedelta(seconds=seconds)
    else:
        raise Malformed("now", "or advance_seconds is needed")
    if not EARLIEST <= moment <= LATEST:
        raise Malformed(field, f"leads out of the calendar, {EARLIEST:%Y} to {LATEST:%Y}")
    state.clock.move_to(moment)
    state.move_clock(state.clock.offset)
    return {"now": state.clock.now().isoformat()}


def set_settings(state: State, message: Message) -> object:
    """All or nothing: a value that cannot be leaves the others as they were."""
    known = state.settings()
    for name in message:
        if name not in known:
            raise Malformed(name, f"is not known; known are {', '.join(sorted(known))}")
    variants = message.get("variants", {})
    if not isinstance(variants, dict):
        raise Malformed("variants", "must be an object")
    state.settle(
        {
            "rate_limit": whole(message, "rate_limit", known["rate_limit"]) or 0,
            "retry_after": _flag(message, "retry_after", default=known["retry_after"]),
            "refresh_seconds": fraction(message, "refresh_seconds", known["refresh_seconds"]),
            "fault_seed": whole(message, "fault_seed", known["fault_seed"]) or 0,
            "variants": variants,
        }
    )
    return state.settings()


def settings(state: State, message: Message) -> object:
    return state.settings()


def reset(state: State, message: Message) -> object:
    """`{"seed": {...}}` starts from that seed, and keeps to it; without one, from the last."""
    seed = message.get("seed")
    if seed is not None and not isinstance(seed, dict):
        raise Malformed("seed", "must be an object")
    state.reset(seed)
    return overview(state, {})


def take_snapshot(state: State, message: Message) -> object:
    """`{"name": "before"}`; taken again under a name, the new one stands."""
    state.take_snapshot(text(message, "name", None) or "snapshot")
    return snapshots(state, message)


def snapshots(state: State, message: Message) -> object:
    return sorted(state.snapshots)


def restore(state: State, message: Message) -> object:
    state.restore(text(message, "name", None) or "snapshot")
    return overview(state, {})


def _instant(iso: str) -> datetime:
    try:
        instant = datetime.fromisoformat(iso)
    except ValueError:
        raise Malformed("now", "must be an ISO 8601 time") from None
    if instant.tzinfo is None:
        raise Malformed("now", "must say its offset from UTC")
    return instant


def _flag(message: Mapping[str, Any], name: str, *, default: bool) -> bool:
    value = message.get(name, default)
    if not isinstance(value, bool):
        raise Malformed(name, "must be true or false")
    return value


def _number(message: Message, name: str) -> int | None:
    value = str(message.get(name, ""))
    if value and whole_number(value) is None:
        raise Malformed(name, "must be a whole number")
    return whole_number(value)


async def _message(request: Request) -> Message:
    body = await bodies.receive(request)
    if request.method in {"GET", "DELETE"} or not body:
        return dict(request.query_params)
    try:
        message = json.loads(body, parse_constant=_refuse)
        json.dumps(message, ensure_ascii=False).encode()  # half a letter cannot be shown again
    except (RecursionError, ValueError):
        raise Malformed("body", "is not JSON") from None
    if not isinstance(message, dict):
        raise Malformed("body", "must be an object")
    return message


def _refuse(constant: str) -> Never:
    raise ValueError(constant)
