"""Cutting a connection without an answer, and waiting until the client gives up."""

from starlette.requests import Request

CUT = "fortnox_simulator.cut"


async def cut(request: Request) -> None:
    """Resets the client's connection; without a real one underneath, ConnectionResetError."""
    reset = request.scope.get(CUT)
    if reset is None:
        raise ConnectionResetError("the simulator cut the connection")
    reset()
    await until_gone(request)


async def until_gone(request: Request) -> None:
    message = await request.receive()
    while message["type"] != "http.disconnect":
        message = await request.receive()
