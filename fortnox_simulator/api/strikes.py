"""What a fault does to a request, at /3 and at the token endpoint alike."""

import asyncio
from collections.abc import Awaitable, Callable

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.api import answers, connection
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.faults import Fault

WITHOUT_ANSWER = {"hang", "reset_before"}
INSTEAD = {"maintenance", "status"}
NOBODY_THERE = 499
WITHOUT_BODY = {204, 304}


async def strike(
    fault: Fault | None, request: Request, proceed: Callable[[], Awaitable[Response]]
) -> Response:
    """Answers through `proceed`, but for what the fault does before or after it."""
    kind = fault.kind if fault else ""
    if kind in WITHOUT_ANSWER:
        await (connection.until_gone if kind == "hang" else connection.cut)(request)
        return Response(status_code=NOBODY_THERE)
    if fault and kind == "delay":
        await asyncio.sleep(fault.seconds)
    response = await proceed()
    if kind == "garbage":
        return answers.garbage(response)
    if kind in {"reset_after", "hang_after"}:
        await (connection.until_gone if kind == "hang_after" else connection.cut)(request)
    return response


def instead(fault: Fault, *, retry_after: bool) -> Response:
    """The answer of a fault that keeps the request from being carried out."""
    if fault.kind == "maintenance":
        return answers.maintenance()
    if fault.status == 401:
        return answers.unauthorized()
    if fault.status == 429:
        return answers.too_many(round(fault.seconds), retry_after=retry_after)
    if fault.status in WITHOUT_BODY:
        return Response(status_code=fault.status)
    error = FortnoxError(1000003, message=fault.message, status=fault.status)
    error.code = fault.code or error.code
    return answers.refusal(error, method="", milliseconds=0)
