"""The ASGI application: `create_app(state)`."""

from collections.abc import Awaitable, Callable
from functools import cache

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from fortnox_simulator.api import answers, gate, strikes
from fortnox_simulator.api.bodies import TooLarge
from fortnox_simulator.api.head import HeadLimit
from fortnox_simulator.control import codes
from fortnox_simulator.control import endpoints as control
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.oauth import authorize, legacy_endpoints, token
from fortnox_simulator.pages import company, document, overview, requests
from fortnox_simulator.state import State

Endpoint = Callable[[State, Request], Awaitable[Response]]
CONTROL = {
    ("GET", "requests"): control.requests,
    ("DELETE", "requests"): control.clear_requests,
    ("GET", "token-requests"): control.token_requests,
    ("GET", "mails"): control.mails,
    ("GET", "state"): control.overview,
    ("GET", "documents"): control.documents,
    ("POST", "authorization-code"): codes.authorization_code,
    ("GET", "faults"): control.faults,
    ("POST", "faults"): control.add_fault,
    ("DELETE", "faults"): control.clear_faults,
    ("POST", "clock"): control.set_clock,
    ("GET", "settings"): control.settings,
    ("POST", "settings"): control.set_settings,
    ("POST", "reset"): control.reset,
    ("GET", "snapshots"): control.snapshots,
    ("POST", "snapshots"): control.take_snapshot,
    ("POST", "restore"): control.restore,
}
EVERY_METHOD = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"]


def create_app(state: State) -> Starlette:
    """Sign-in under /oauth-v1, the API under /3, control under /_simulator, pages at /."""
    app = Starlette(
        routes=_routes(),
        middleware=[Middleware(HeadLimit)],
        exception_handlers={
            ClientDisconnect: _gone,
            TooLarge: _too_large,
            Exception: _system_exception,
        },
    )
    app.state.simulator = state
    return app


@cache
def _routes() -> tuple[Route, ...]:
    """The same for every application: a request brings the state of its own along."""
    return (
        _route("/3", _door, *EVERY_METHOD),
        _route("/3/", _door, *EVERY_METHOD),
        _route("/3/{rest:path}", gate.answer, *EVERY_METHOD),
        _route("/oauth-v1/auth", authorize.show, "GET"),
        _route("/oauth-v1/auth", authorize.decide, "POST"),
        _route("/oauth-v1/token", token.token, "POST"),
        _route("/oauth-v1/revoke", token.revoke, "POST"),
        _route("/oauth-v1/migrate", legacy_endpoints.migrate, "POST"),
        _route("/", overview.show, "GET"),
        _route("/companies/{tenant:int}", company.show, "GET"),
        _route("/companies/{tenant:int}/{tab}", company.show, "GET"),
        _route("/companies/{tenant:int}/orders/{number}", document.show_order, "GET"),
        _route("/companies/{tenant:int}/invoices/{number}", document.show_invoice, "GET"),
        _route("/requests", requests.index, "GET"),
        _route("/requests/{entry_id:int}", requests.show, "GET"),
        *(
            _route(f"/_simulator/{name}", _control(act), method)
            for (method, name), act in CONTROL.items()
        ),
    )


def _route(path: str, endpoint: Endpoint, *methods: str) -> Route:
    async def handle(request: Request) -> Response:
        return await endpoint(request.app.state.simulator, request)

    return Route(path, handle, methods=list(methods))


async def _door(state: State, request: Request) -> Response:
    """An authorization code from before OAuth is exchanged at the API's own door."""
    has_code = request.method == "GET" and legacy_endpoints.CODE_HEADER in request.headers
    return await (legacy_endpoints.exchange if has_code else gate.answer)(state, request)


def _control(act: Callable[[State, control.Message], object]) -> Endpoint:
    async def endpoint(state: State, request: Request) -> Response:
        return await control.answer(state, request, act)

    return endpoint


async def _gone(request: Request, error: Exception) -> Response:
    """The client left before it had sent all: nothing was carried out, and nobody listens."""
    return Response(status_code=strikes.NOBODY_THERE)


async def _too_large(request: Request, error: Exception) -> Response:
    return answers.too_large()


async def _system_exception(request: Request, error: Exception) -> Response:
    """A fault of our own; it is raised again after this answer, so that it is not overlooked."""
    return answers.refusal(FortnoxError(1000003), method=request.method, milliseconds=0)
