"""GET /3 with an authorization code, and POST /oauth-v1/migrate."""

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.api import answers
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.oauth import forms, token
from fortnox_simulator.oauth.records import InvalidGrant
from fortnox_simulator.oauth.scopes import INTEGRATION
from fortnox_simulator.state import State

CODE_HEADER = "authorization-code"
# Recorded: text, whatever the API itself would have said in JSON.
NO_TOKEN = "Kan inte logga in, access-token eller client-secret saknas(2000311)."  # noqa: S105 - said, not known
NO_TOKEN_TYPE = "text/html; charset=utf-8"  # noqa: S105 - a content type


async def exchange(state: State, request: Request) -> Response:
    """An access token for the code of the headers, once."""

    async def exchanged() -> Response:
        try:
            access_token = state.grants.legacy.spend_code(
                request.headers[CODE_HEADER],
                secret=request.headers.get("client-secret", ""),
                clients=state.clients if _is_answered(state) else {},
            )
        except InvalidGrant:
            headers = {"Content-Type": NO_TOKEN_TYPE, "Server": "Fortnox"}
            return Response(NO_TOKEN, 403, headers)
        payload = {"Authorization": {"AccessToken": access_token}}
        return answers.ordinary(200, payload, method=request.method, milliseconds=0)

    return await token.carried_out(state, request, {"grant_type": CODE_HEADER}, exchanged)


async def migrate(state: State, request: Request) -> Response:
    """OAuth tokens for a legacy access token, by the form's `access_token`; it ends with that."""
    form = await forms.fields(request)

    async def migrated() -> Response:
        try:
            return _migrated(state, request, form.get("access_token", ""))
        except FortnoxError as error:
            return answers.refusal(error, method=request.method, milliseconds=0)

    return await token.carried_out(state, request, {"grant_type": "migrate"}, migrated)


def _migrated(state: State, request: Request, access_token: str) -> Response:
    """The refusals are the documentation's; the shape of their bodies is not told."""
    client = token.client_of(state, request)
    if client is None:
        return answers.gateway(401, "Invalid authorization")
    record = state.grants.legacy.token(access_token)
    if record is None or record["tenant"] not in state.companies:
        return answers.gateway(404, "Access-token not found")
    if record["client_id"] != client.id:
        return answers.gateway(403, "Not allowed to create JWT for given access-token")
    if INTEGRATION not in state.companies[record["tenant"]].licences:
        return answers.gateway(403, "Not allowed to create JWT, due to missing license")
    if record["is_migrated"]:
        raise FortnoxError(2003241)
    return token.granted(state.grants.migrate(access_token, client=client))


def _is_answered(state: State) -> bool:
    return state.variants["legacy_sign_in"] == "answered"
