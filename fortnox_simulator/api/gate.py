"""One request under /3, from the wire to the answer."""

import time
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.api import answers, bodies, routes, strikes
from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.oauth.scopes import INTEGRATION, missing_licence
from fortnox_simulator.request_log import Entry
from fortnox_simulator.resources.call import Answer as CallAnswer
from fortnox_simulator.resources.call import Call
from fortnox_simulator.state import State


@dataclass(frozen=True)
class Arrival:
    """What came in, and whose it is; `claims` are None without a token of ours."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    accept: str
    content_type: str
    claims: dict[str, Any] | None
    is_let_in: bool
    started: float

    @property
    def tenant(self) -> int | None:
        return self.claims["tenantId"] if self.claims else None

    @property
    def milliseconds(self) -> int:
        return round((time.monotonic() - self.started) * 1000)


async def answer(state: State, request: Request) -> Response:
    """Logs, lets faults strike, answers. What is written is kept for good before it is answered."""
    try:
        body = await bodies.receive(request)
    except bodies.TooLarge:
        arrival = _arrival(state, request, b"")
        return _close(state, _open(state, arrival), answers.too_large())
    arrival = _arrival(state, request, body)
    entry = _open(state, arrival)
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


def respond(state: State, arrival: Arrival) -> Response:
    """The answer without any fault: 401, then 429, then what the API itself says."""
    if arrival.claims is None or not arrival.is_let_in:
        return answers.unauthorized()
    wait = state.rate_limit.wait_for(
        client_id=arrival.claims["clientId"], tenant=arrival.claims["tenantId"]
    )
    if wait:
        return answers.too_many(wait, retry_after=state.retry_after)
    try:
        result = _call(state, arrival, state.companies[arrival.claims["tenantId"]])
    except FortnoxError as error:
        return answers.refusal(error, method=arrival.method, milliseconds=arrival.milliseconds)
    return answers.ordinary(
        result.status,
        result.payload,
        pdf=result.pdf,
        method=arrival.method,
        milliseconds=arrival.milliseconds,
        location=result.location,
    )


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
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    claims, stands = state.grants.read(token) if scheme.lower() == "bearer" else (None, False)
    return Arrival(
        method=request.method,
        path=raw_path(request),
        query=dict(request.query_params),
        body=body,
        accept=request.headers.get("accept", ""),
        content_type=request.headers.get("content-type", ""),
        claims=claims,
        is_let_in=stands and claims is not None and claims["tenantId"] in state.companies,
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
