"""Token, pace and the one repeat that the client allows itself."""

from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest

from tamio.fortnox.client import (
    Exchange,
    Fortnox,
    FortnoxError,
    Order,
    OutcomeUnknown,
    Unauthorized,
)
from tests.fortnox.client.far_side import API_URL, FarSide, answered, fortnox, recorded

ORDER = Order(customer_number="1", order_rows=())


def test_every_request_carries_the_token_and_asks_for_json() -> None:
    far_side = FarSide(recorded("order_get"))

    fortnox(far_side).orders.get("1")

    headers = far_side.requests[0].headers
    assert headers["Authorization"] == "Bearer the-token"
    assert headers["Accept"] == "application/json"


def test_a_401_is_repeated_once_with_a_renewed_token() -> None:
    expired = recorded("api_401_expired_access_token")
    far_side = FarSide(expired, recorded("order_create_one_row_ordered_only"))

    fortnox(far_side).orders.create(ORDER)

    sent = [request.headers["Authorization"] for request in far_side.requests]
    assert sent == ["Bearer the-token", "Bearer the-renewed"]
    assert far_side.bodies[0] == far_side.bodies[1]


def test_a_token_that_grows_old_while_it_waits_for_its_turn_is_renewed_once_more() -> None:
    expired = recorded("api_401_expired_access_token")
    far_side = FarSide(expired, expired, recorded("order_get"))

    assert fortnox(far_side).orders.get("1").document_number


def test_a_third_401_is_unauthorized() -> None:
    asked: list[bool] = []
    far_side = FarSide(*[recorded("api_401_expired_access_token")] * 3)

    def token(renew: bool) -> str:
        asked.append(renew)
        return "the-token"

    with pytest.raises(Unauthorized) as caught:
        fortnox(far_side, token=token).orders.get("1")

    assert asked == [False, True, True]
    assert caught.value.status == 401
    assert caught.value.code is None


@pytest.mark.parametrize(
    "trouble",
    [httpx2.ReadTimeout("timed out"), httpx2.ConnectError("refused"), answered(503)],
    ids=str,
)
@pytest.mark.parametrize("write", [True, False])
def test_nothing_else_is_repeated(trouble: Exception | httpx2.Response, write: bool) -> None:
    far_side = FarSide(trouble)
    orders = fortnox(far_side).orders

    with pytest.raises(FortnoxError):
        orders.create(ORDER) if write else orders.get("1")

    assert len(far_side.requests) == 1


def test_every_request_has_a_turn_of_its_own_also_the_repeated_one() -> None:
    seen: list[tuple[str, int, int]] = []
    exchanges: list[Exchange] = []
    far_side = FarSide(recorded("api_401_expired_access_token"), recorded("order_get"))

    @contextmanager
    def turn() -> Iterator[None]:
        seen.append(("entered", len(far_side.requests), len(exchanges)))
        yield
        seen.append(("left", len(far_side.requests), len(exchanges)))

    fortnox(far_side, turn=turn, exchanges=exchanges).orders.get("1")

    assert seen == [("entered", 0, 0), ("left", 1, 1), ("entered", 1, 1), ("left", 2, 2)]


def test_a_redirect_is_not_followed_with_the_token() -> None:
    far_side = FarSide(httpx2.Response(307, headers={"Location": "https://elsewhere.example/"}))

    with pytest.raises(OutcomeUnknown):
        fortnox(far_side).orders.create(ORDER)

    assert len(far_side.requests) == 1


def test_credentials_of_the_caller_s_http_client_do_not_displace_the_token() -> None:
    far_side = FarSide(recorded("order_get"))
    http = httpx2.Client(auth=("a", "b"), transport=httpx2.MockTransport(far_side))

    Fortnox(API_URL, lambda renew: "the-token", http=http).orders.get("1")

    assert far_side.requests[0].headers["Authorization"] == "Bearer the-token"


def test_a_slash_at_the_end_of_the_address_changes_nothing() -> None:
    far_side = FarSide(recorded("order_get"))

    Fortnox(f"{API_URL}/", lambda renew: "t", http=far_side.http).orders.get("1")

    assert str(far_side.requests[0].url) == "https://api.fortnox.se/3/orders/1"


def test_a_client_of_the_caller_is_left_open_and_an_own_one_closed() -> None:
    far_side = FarSide(recorded("order_get"))
    http = far_side.http

    with Fortnox(API_URL, lambda renew: "t", http=http) as client:
        client.orders.get("1")
    with Fortnox(API_URL, lambda renew: "t"):
        pass

    assert not http.is_closed
