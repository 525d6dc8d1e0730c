"""Calls an ASGI application without a server, a socket or an event loop."""

from collections.abc import Callable, MutableMapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import httpx2

from fortnox_simulator.api.connection import CUT

App = Callable[..., Any]
Message = MutableMapping[str, Any]


@dataclass
class _Exchange:
    """`was_cut`: the application cut the connection. `was_left`: it let the client wait."""

    body: bytes
    sent: list[Message] = field(default_factory=list)
    was_cut: bool = False
    was_left: bool = False
    _has_body: bool = True

    async def receive(self) -> Message:
        if self._has_body:
            self._has_body = False
            return {"type": "http.request", "body": self.body, "more_body": False}
        self.was_left = True
        return {"type": "http.disconnect"}

    async def send(self, message: Message) -> None:
        self.sent.append(message)

    def cut(self) -> None:
        self.was_cut = True


def call(app: App, request: httpx2.Request) -> httpx2.Response:
    """The application's answer. Raises ReadError for a connection that it cut, and ReadTimeout
    for one that it left waiting. It may not wait for anything but the request.
    """
    exchange = _Exchange(request.read())
    running = app(_scope(request, exchange), exchange.receive, exchange.send)
    with suppress(StopIteration):
        while True:
            running.send(None)
    if exchange.was_cut:
        raise httpx2.ReadError("the connection was cut")
    if exchange.was_left:
        raise httpx2.ReadTimeout("no answer came")
    start, *parts = exchange.sent
    return httpx2.Response(
        start["status"],
        headers=start["headers"],
        content=b"".join(part.get("body", b"") for part in parts),
    )


def _scope(request: httpx2.Request, exchange: _Exchange) -> dict[str, Any]:
    path, _question, query = request.url.raw_path.partition(b"?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "scheme": "http",
        "method": request.method,
        "path": request.url.path,
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": ("fortnox", 80),
        "client": ("tamio", 1),
        CUT: exchange.cut,
    }
