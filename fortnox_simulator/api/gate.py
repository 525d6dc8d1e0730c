"""One request under /3, from the wire to the answer."""

import time
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.api import answers, bodies, routes, strikes
from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.oauth import callers
from fortnox_simulator.oauth.scopes import INTEGRATION, missing_licence
from fortnox_simulator.request_log import Entry
from fortnox_simulator.resources.call import Answer as CallAnswer
from fortnox_simulator.resources.call import Call
from fortnox_simulator.state import State


@dataclass(frozen=True)
class Arrival:
    """What came in, and whose it is."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    accept: str
    content_type: str
    caller: callers.Caller
    started: float

    @property
    def claims(self) -> dict[str, Any] | None:
        return self.caller.claims

    @property
    def tenant(self) -> int | None:
        return self.claims["tenantId"] if self.claims else None

    @property
    def milliseconds(self) -> int:
        return round((time.monotonic() - self.started) * 1000)


async def answer(state: State, request: Request) -> Response:
    """Logs, counts, lets faults strike, answers; what is written is kept for good before that.

    A request counts towards the rate when it arrives, however long its answer is then delayed.
    """
    try:
        body = await bodies.receive(request)
    except bodies.TooLarge:
        arrival = _arrival(state, request, b"")
        return _close(state, _open(state, arrival), answers.too_large())
    arrival = _arrival(state, request, body)
    entry = _open(state, arrival)
    wait = _wait_for(state, arrival)
    if wait:
        return _close(state, entry, answers.too_many(wait, retry_after=state.retry_after))
    fault = state.faults.strike(method=arrival.method, path=arrival.path, tenant=arrival.tenant)
    entry["fault"] = fault.kind if fault else None
    if fault and fault.kind in strikes.WITHOUT_ANSWER:
        state.log.close(entry)
        state.storage.commit()

    async def proceed() -> Response:
        return _close(state, entry, respond(state, arrival))

    if fault and fault.kind in strikes.INSTEAD:
        return _close(state, entry, strikes.instead(fault, retry_after=state.retry_after))
    return await strikes.strike(fault, request, proceed)


def _wait_for(state: State, arrival: Arrival) -> int:
    """Seconds until there is room for one of whom we know who it is; else 0."""
    if arrival.claims is None or not arrival.caller.is_let_in or arrival.caller.refusal:
        return 0
    return state.rate_limit.wait_for(
        client_id=arrival.claims["clientId"], tenant=arrival.claims["tenantId"]
    )


def respond(state: State, arrival: Arrival) -> Response:
    """The answer without any fault: 401, or what the API itself says."""
    if arrival.caller.refusal:
        return _refused(arrival, arrival.caller.refusal)
    if arrival.claims is None or not arrival.caller.is_let_in:
        return answers.unauthorized()
    try:
        result = _call(state, arrival, state.companies[arrival.claims["tenantId"]])
    except FortnoxError as error:
        return _refused(arrival, error)
    return answers.ordinary(
        result.status,
        result.payload,
        pdf=result.pdf,
        method=arrival.method,
        milliseconds=arrival.milliseconds,
        location=result.location,
    )


def _refused(arrival: Arrival, error: FortnoxError) -> Response:
    return answers.refusal(error, method=arrival.method, milliseconds=arrival.milliseconds)


def _call(state: State, arrival: Arrival, company: Company) -> CallAnswer:
    bodies.check_types(
        accept=arrival.accept, content_type=arrival.content_type, has_body=bool(arrival.body)
    )
    found = routes.find(method=arrival.method, path=arrival.path.removeprefix("/3"))
    _check_rights(arrival, company, found.route.scope)
    return found.route.handler(
        Call(
            company=company,
            now=state.clock.now(),
            today=state.clock.today(),
            keys=found.keys,
            query=arrival.query,
            body=bodies.parse(arrival.body),
        )
    )


def _check_rights(arrival: Arrival, company: Company, scope: str) -> None:
    if INTEGRATION not in company.licences:
        raise FortnoxError(2001103)
    granted = arrival.claims["scope"] if arrival.claims else ()
    if scope not in granted:
        raise FortnoxError(2000663)
    if missing_licence(scope, company.licences):
        raise FortnoxError(2001101)


def _arrival(state: State, request: Request, body: bytes) -> Arrival:
    return Arrival(
        method=request.method,
        path=raw_path(request),
        query=dict(request.query_params),
        body=body,
        accept=request.headers.get("accept", ""),
        content_type=request.headers.get("content-type", ""),
        caller=callers.read(state, request.headers),
        started=time.monotonic(),
    )


def raw_path(request: Request) -> str:
    """The path as it was sent, percent signs and all."""
    raw: bytes = request.scope.get("raw_path") or request.scope["path"].encode()
    return raw.decode("ascii", "replace").partition("?")[0]


def _open(state: State, arrival: Arrival) -> Entry:
    return state.log.open(
        time=state.clock.now().isoformat(timespec="milliseconds"),
        tenant=arrival.tenant,
        method=arrival.method,
        path=arrival.path,
        query=arrival.query,
        request_body=arrival.body.decode("utf-8", "replace"),
    )


def _close(state: State, entry: Entry, response: Response) -> Response:
    entry["status"] = response.status_code
    entry["answer_body"] = bytes(response.body).decode("utf-8", "replace")
    state.log.close(entry)
    state.storage.commit()
    return response
