"""HTTP to the simulator without a network, a server or a thread: its application, called."""

import asyncio
import atexit
from functools import cache

import httpx2
from starlette.applications import Starlette


@cache
def _loop() -> asyncio.AbstractEventLoop:
    """One for all callers of this process: one for each request costs as much as the request."""
    opened = asyncio.new_event_loop()
    atexit.register(opened.close)
    return opened


class InProcess(httpx2.BaseTransport):
    """Each request runs to its end on the caller's own thread. Starlette's own client crosses into
    a second thread and back eight times per request, which took longer than the simulator did.

    An error of the application is raised where the request was made, unless its answer is wanted.
    """

    def __init__(self, app: Starlette, *, raises: bool = True) -> None:
        self._asgi = httpx2.ASGITransport(app, raise_app_exceptions=raises)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        return _loop().run_until_complete(self._answer(request))

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        answer = await self._asgi.handle_async_request(request)
        return httpx2.Response(
            answer.status_code,
            headers=answer.headers,
            content=await answer.aread(),
            extensions=answer.extensions,
        )


def client(app: Starlette, *, raises: bool = True) -> httpx2.Client:
    """Redirects are answers like any other: it follows none."""
    return httpx2.Client(transport=InProcess(app, raises=raises), base_url="http://testserver")
