"""uvicorn with connections that a fault can cut."""

import socket
from typing import Any

import uvicorn
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from fortnox_simulator.api.connection import CUT

GRACE_SECONDS = 1
BACKLOG = 2_048
# More than the application lets in, so that it can say so; beyond this the connection is cut.
LONGEST_HEAD = 1024 * 1024


class CuttableProtocol(H11Protocol):
    """Gives each request a way to reset the connection it came on."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        inner: ASGIApp = self.app

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            scope[CUT] = self.transport.abort
            await inner(scope, receive, send)

        self.app = app


def server(app: ASGIApp, *, host: str, port: int, log_level: str = "warning") -> uvicorn.Server:
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=CuttableProtocol,
        lifespan="off",
        ws="none",
        server_header=False,
        access_log=False,
        log_level=log_level,
        h11_max_incomplete_event_size=LONGEST_HEAD,
        timeout_graceful_shutdown=GRACE_SECONDS,
    )
    return uvicorn.Server(config)


def listen(*, host: str, port: int) -> socket.socket:
    """A listening socket; port 0 takes a free one. Raises OSError when the port is taken.

    It listens before the server runs, so that whoever is told its address can call at once.
    """
    # Named TCP: asyncio turns off Nagle's delay only on sockets that say so.
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener
