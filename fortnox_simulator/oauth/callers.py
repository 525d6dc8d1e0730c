"""Who calls the API: by a Bearer token, or by the headers from before OAuth."""

import re
from dataclasses import dataclass

from starlette.datastructures import Headers

from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.oauth.records import Record
from fortnox_simulator.state import State

TOKEN_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MISSING, WRONG = 2000311, 2000310


@dataclass(frozen=True)
class Caller:
    """`claims` are None without a token of ours; `refusal` answers legacy headers that fail."""

    claims: Record | None = None
    is_let_in: bool = False
    refusal: FortnoxError | None = None


def read(state: State, headers: Headers) -> Caller:
    """Legacy headers are listened to when there is no Authorization."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if not scheme and ("access-token" in headers or "client-secret" in headers):
        return _by_legacy_headers(state, headers)
    claims, stands = state.grants.read(token) if scheme.lower() == "bearer" else (None, False)
    is_known = claims is not None and claims["tenantId"] in state.companies
    return Caller(claims, is_let_in=stands and is_known)


def _by_legacy_headers(state: State, headers: Headers) -> Caller:
    """Seen by an author: a token of another form is answered as a missing one."""
    token, secret = headers.get("access-token", ""), headers.get("client-secret", "")
    if not TOKEN_FORM.fullmatch(token) or not secret:
        return Caller(refusal=FortnoxError(MISSING))
    claims = state.grants.legacy.read(token, secret=secret, clients=state.clients)
    if (
        claims is None
        or claims["tenantId"] not in state.companies
        or state.variants["legacy_sign_in"] == "ended"
    ):
        return Caller(refusal=FortnoxError(WRONG, message="Ogiltig inloggning", status=403))
    return Caller(claims, is_let_in=True)
