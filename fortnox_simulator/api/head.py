"""How long a request's address may be, and its headers together."""

from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from fortnox_simulator.api import answers

# Guessed. Python reads no number of more than 4,300 digits, so none that comes in an address fails.
LONGEST_ADDRESS = 4_096
LONGEST_HEADERS = 64 * 1024


class HeadLimit:
    """Answers 414 or 431 as a gateway does, whatever the address would have led to."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = _refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)


def _refusal(scope: Scope) -> Response | None:
    address: bytes = scope.get("raw_path") or scope["path"].encode()
    if len(address) + len(scope["query_string"]) > LONGEST_ADDRESS:
        return answers.gateway(414, "request URI too long")
    if sum(len(name) + len(value) for name, value in scope["headers"]) > LONGEST_HEADERS:
        return answers.gateway(431, "request header fields too large")
    return None
