"""POST /oauth-v1/token and /oauth-v1/revoke."""

import asyncio
import json
import secrets
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.api import strikes
from fortnox_simulator.numerals import whole_number
from fortnox_simulator.oauth import forms
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.grants import ACCESS_LIVES
from fortnox_simulator.oauth.records import InvalidGrant, Record
from fortnox_simulator.state import State

# JSON, but called otherwise: as recorded and measured.
INVALID_CLIENT_TYPE = "text/plain;charset=UTF-8"
ERROR_TYPE = "text/html; charset=UTF-8"
Form = dict[str, str]
Grant = Callable[[State, Request, Form, Client], Awaitable[Record]]


class OAuthError(Exception):
    """An answer in OAuth's own error shape."""

    def __init__(self, error: str, description: str) -> None:
        self.error = error
        self.description = description
        super().__init__(f"{error}: {description}")


async def token(state: State, request: Request) -> Response:
    """The token endpoint. The request is noted, without any token."""
    form = await forms.fields(request)

    async def granted_or_refused() -> Response:
        try:
            return granted(await _grant(state, request, form))
        except OAuthError as error:
            return _refusal(error)

    return await carried_out(state, request, form, granted_or_refused)


async def revoke(state: State, request: Request) -> Response:
    form = await forms.fields(request)

    async def revoked() -> Response:
        try:
            client = _client(state, request)
        except OAuthError as error:
            return _refusal(error)
        answer = {"revoked": state.grants.revoke(form.get("token", ""), client=client)}
        return _json(200, answer, "application/json")

    return await carried_out(state, request, form, revoked)


async def carried_out(
    state: State, request: Request, form: Form, act: Callable[[], Awaitable[Response]]
) -> Response:
    """The answer of `act`, or what a fault makes of it; noted, without any token."""
    path = request.scope["path"]
    tenant = _tenant(request) or state.grants.tenant_of(form.get("refresh_token", ""))
    fault = state.faults.strike(method=request.method, path=path, tenant=tenant)

    async def proceed() -> Response:
        response = await act()
        state.storage.commit()
        return response

    if fault and fault.kind in strikes.INSTEAD:
        response = strikes.instead(fault, retry_after=state.retry_after)
    else:
        response = await strikes.strike(fault, request, proceed)
    _note(state, request, form, response, fault.kind if fault else None)
    return response


def granted(pair: Record) -> Response:
    answer = {
        "access_token": pair["access_token"],
        "expires_in": int(ACCESS_LIVES.total_seconds()),
        "token_type": "bearer",
        "scope": pair["scope"],
    }
    if "refresh_token" in pair:
        answer["refresh_token"] = pair["refresh_token"]
    return _json(200, answer, "application/json")


async def _grant(state: State, request: Request, form: Form) -> Record:
    client = _client(state, request)
    grant = GRANTS.get(form.get("grant_type", ""))
    if grant is None:
        raise OAuthError("unsupported_grant_type", "The grant type is unavailable")
    try:
        return await grant(state, request, form, client)
    except InvalidGrant as error:
        raise OAuthError("invalid_grant", str(error)) from None


async def _by_code(state: State, request: Request, form: Form, client: Client) -> Record:
    return state.grants.spend_code(
        form.get("code", ""), client=client, redirect_uri=form.get("redirect_uri", "")
    )


async def _by_refresh_token(state: State, request: Request, form: Form, client: Client) -> Record:
    """Takes its time after the check, so that two at once can overlap as they do in Fortnox."""
    refresh_token = form.get("refresh_token", "")
    record = state.grants.begin_refresh(refresh_token, client=client)
    await asyncio.sleep(state.refresh_seconds)
    return state.grants.finish_refresh(refresh_token, record)


async def _by_service_account(state: State, request: Request, form: Form, client: Client) -> Record:
    tenant = _tenant(request)
    if tenant is None:
        raise OAuthError("invalid_request", "The TenantId header is missing or invalid")
    return state.grants.by_service_account(client=client, tenant=tenant)


GRANTS: dict[str, Grant] = {
    "authorization_code": _by_code,
    "refresh_token": _by_refresh_token,
    "client_credentials": _by_service_account,
}


def _client(state: State, request: Request) -> Client:
    client = client_of(state, request)
    if client is None:
        raise OAuthError("invalid_client", "The client credentials are invalid")
    return client


def client_of(state: State, request: Request) -> Client | None:
    """The integration whose id and secret the Authorization header holds."""
    client_id, secret = forms.credentials(request)
    client = state.clients.get(client_id)
    return client if client is not None and client.knows_secret(secret) else None


def _tenant(request: Request) -> int | None:
    return whole_number(request.headers.get("tenantid", ""))


def _refusal(error: OAuthError) -> Response:
    body = {"error": error.error, "error_description": error.description}
    if error.error == "invalid_client":
        return _json(401, body, INVALID_CLIENT_TYPE)
    return _json(400, body, ERROR_TYPE)


def _json(status: int, body: Mapping[str, Any], content_type: str) -> Response:
    headers = {"Content-Type": content_type, "X-Uid": secrets.token_hex(4), "Server": "Fortnox"}
    if status == 200:
        headers |= {"Cache-Control": "no-store", "Pragma": "no-cache"}
    return Response(json.dumps(body, separators=(",", ":")), status, headers)


def _note(
    state: State, request: Request, form: Form, response: Response, fault: str | None
) -> None:
    entry: dict[str, Any] = {
        "time": state.clock.now().isoformat(timespec="milliseconds"),
        "path": request.scope["path"],
        "grant_type": form.get("grant_type"),
        "client_id": forms.credentials(request)[0],
        "tenant": _tenant(request),
        "status": response.status_code,
        "fault": fault,
        "error": _error_in(response),
    }
    state.note_token_request(entry)


def _error_in(response: Response) -> str | None:
    """OAuth's code, where the answer is one of its refusals and no fault has mangled it."""
    if response.status_code < 400:
        return None
    try:
        said = json.loads(bytes(response.body))
    except ValueError:
        return None
    code = said.get("error") if isinstance(said, dict) else None
    return None if code is None else str(code)
