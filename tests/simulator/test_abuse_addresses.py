"""Addresses, methods, queries and heads that no client should send, and bodies without an end."""

import asyncio
from collections.abc import MutableMapping
from typing import Any
from urllib.parse import quote

import pytest

from fortnox_simulator import request_log
from fortnox_simulator.app import create_app
from tests.simulator.caller import caller, refusal
from tests.simulator.unchanged import unchanged

LONG = "9" * 4_000  # int() reads at most 4,300 digits


@pytest.mark.parametrize("size", [10 * 1024 * 1024 + 1, 50_000_000])
def test_a_body_beyond_ten_megabytes_is_too_large_and_is_logged_without_it(size: int) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        response = fortnox.send("POST", "/customers", content=b" " * size)

    assert (response.status_code, response.json()) == (413, {"message": "request entity too large"})
    (entry,) = fortnox.state.log.entries()
    assert (entry["status"], entry["path"], entry["request_body"]) == (413, "/3/customers", "")


@pytest.mark.parametrize("method", ["PATCH", "OPTIONS", "TRACE", "HEAD"])
def test_a_method_of_no_route_is_not_found(method: str) -> None:
    fortnox = caller()

    with unchanged(fortnox.state):
        response = fortnox.send(method, "/customers", content=b'{"Customer":{"Name":"A"}}')

    assert response.status_code == 404
    if method != "HEAD":
        assert response.json()["ErrorInformation"]["Code"] == 2000764


@pytest.mark.parametrize(
    "path",
    [
        "/%2e%2e/_simulator/state",
        "/customers/%2e%2e/%2e%2e/_simulator/reset",
        "/orders//1",
        "/orders/1//cancel",
        "/orders/%2F/cancel",
        "/orders/1%2Fcancel",
        "/%zz",
        "/%",
        "/customers/%ff%fe",
        "/customers/%00",
        "/customers/%E2%82",
        f"/customers/{LONG}",
        f"/accounts/{LONG}",
        f"/orders/{LONG}",
        f"/financialyears/{LONG}",
        "/accounts/１９３０",
        "/accounts/-1930",
        "/accounts/1930.0",
        "/accounts/ 1930",
        "/orders/１",
        "/customers/" + "x" * 1_000,
        "/" + "/".join("a" * 1_500),
    ],
)
def test_an_address_that_leads_nowhere_is_not_found(path: str) -> None:
    fortnox = caller()
    fortnox.order()

    with unchanged(fortnox.state):
        for method in ("GET", "POST", "PUT", "DELETE"):
            response = fortnox.send(method, quote(path, safe="/%"))
            assert response.status_code in {400, 404}, response.text
            assert "ErrorInformation" in response.json()


@pytest.mark.parametrize(
    "query",
    [
        "limit=0", "limit=-1", "limit=501", f"limit={LONG}", "limit=１２", "limit=²", "limit=1.0",
        "limit=+1", "limit=0x10", "page=0", "page=-1", f"page={LONG}", "page=٣", "offset=-1",
        "offset=%00", f"offset={LONG}", "limit=%zz", "sortby=%ff", "sortorder=up", "filter=%00",
        "colour=red", "%ff=1", "%00", "&".join(f"a{n}" for n in range(500)),
    ],
)  # fmt: skip
def test_a_query_that_means_nothing_is_refused(query: str) -> None:
    fortnox = caller()

    status, code = refusal(fortnox.get(f"/customers?{query}"))

    assert (status, code) in {(400, 2000588), (400, 2000587)}


@pytest.mark.parametrize("query", ["limit=", "&&&", "limit=10&limit=20", "name=%ff%00%zz"])
def test_a_query_that_says_nothing_of_use_finds_what_there_is(query: str) -> None:
    assert caller().get(f"/customers?{query}")[0] == 200


def test_headers_have_an_end() -> None:
    response = caller().send("GET", "/customers", headers={"X-Long": "x" * 70_000})

    assert response.status_code == 431
    assert response.json() == {"message": "request header fields too large"}


@pytest.mark.parametrize("path", ["/3/customers", "/oauth-v1/token", "/_simulator/reset"])
def test_who_leaves_midway_has_sent_nothing(path: str) -> None:
    """It ends without an exception, which the server would report as a fault of the simulator's."""
    fortnox = caller()
    messages: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"Customer":{"Name":"A"}}', "more_body": True},
        {"type": "http.disconnect"},
    ]
    scope = {
        "type": "http", "method": "POST", "path": path, "query_string": b"",
        "headers": [(b"authorization", f"Bearer {fortnox.token}".encode())],
    }  # fmt: skip

    async def receive() -> dict[str, Any]:
        return messages.pop(0)

    async def send(message: MutableMapping[str, Any]) -> None:
        """Nobody listens."""

    with unchanged(fortnox.state):
        asyncio.run(create_app(fortnox.state)(scope, receive, send))
    assert fortnox.state.log.entries() == []


@pytest.mark.parametrize(
    "place", ["/3/customers?name=", "/3/customers/", "/companies/", "/nowhere?"]
)
def test_an_address_has_an_end(place: str) -> None:
    fortnox = caller()
    headers = {"Authorization": f"Bearer {fortnox.token}"}

    response = fortnox.http.get(place + "9" * 5_000, headers=headers)

    assert (response.status_code, response.json()) == (414, {"message": "request URI too long"})


@pytest.mark.parametrize(
    "authorization",
    ["", "Bearer", "Bearer ", "bearer  ", "Bearer ..", "Bearer \xe5.\xe4.\xf6", "Basic x", "\xff"],
)
def test_what_is_no_token_opens_nothing(authorization: str) -> None:
    fortnox = caller()

    response = fortnox.http.get(
        "/3/customers", headers=[(b"Authorization", authorization.encode("latin-1"))]
    )

    assert (response.status_code, response.json()) == (401, {"message": "unauthorized"})


def test_the_log_forgets_the_oldest_bodies_when_they_grow_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(request_log, "KEPT_LETTERS", 5_000)
    fortnox = caller()

    for name in ("A" * 1_000, "B", "C" * 1_000):
        fortnox.customer(Name=name)
    kept = [entry["answer_body"] is not None for entry in fortnox.state.log.entries()]
    fortnox.http.delete("/_simulator/requests")
    fortnox.customer(Name="D" * 1_000)

    assert kept == [False, True, True]
    assert fortnox.state.log.entries()[0]["answer_body"]
