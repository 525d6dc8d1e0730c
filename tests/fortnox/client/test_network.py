"""What a real socket's troubles become: the exceptions are the HTTP library's own, not ours."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

import httpx2
import pytest

from tamio.fortnox.client import (
    Fortnox,
    FortnoxError,
    NotSent,
    OAuth,
    Order,
    OutcomeUnknown,
    Unavailable,
)

pytestmark = pytest.mark.integration

ORDER = Order(customer_number="1", order_rows=())
TIMEOUT = httpx2.Timeout(connect=5, write=5, read=0.2, pool=5)
Behaviour = Callable[[socket.socket], None]


def hangs_up_before_reading(peer: socket.socket) -> None:
    peer.close()


def hangs_up_after_reading(peer: socket.socket) -> None:
    peer.recv(65_536)
    peer.close()


def stops_half_way(peer: socket.socket) -> None:
    peer.recv(65_536)
    peer.sendall(b'HTTP/1.1 201 Created\r\nContent-Length: 900\r\n\r\n{"Order":{')
    peer.close()


def says_nothing(peer: socket.socket) -> None:
    while peer.recv(65_536):
        pass
    peer.close()


def speaks_another_protocol(peer: socket.socket) -> None:
    peer.recv(65_536)
    peer.sendall(b"220 mail.example ESMTP\r\n")
    peer.close()


TROUBLES = [
    hangs_up_before_reading,
    hangs_up_after_reading,
    stops_half_way,
    says_nothing,
    speaks_another_protocol,
]


@contextmanager
def one_connection(behaviour: Behaviour) -> Iterator[str]:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            peer, _ = server.accept()
            behaviour(peer)

        thread = Thread(target=serve)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
        thread.join(timeout=10)
        assert not thread.is_alive()


@contextmanager
def client_of(url: str) -> Iterator[Fortnox]:
    with (
        httpx2.Client(trust_env=False) as http,
        Fortnox(f"{url}/3", lambda renew: "the-token", http=http, timeout=TIMEOUT) as client,
    ):
        yield client


def closed_port() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize("behaviour", TROUBLES)
def test_a_write_that_may_have_arrived_has_an_unknown_outcome(behaviour: Behaviour) -> None:
    with (
        one_connection(behaviour) as url,
        client_of(url) as client,
        pytest.raises(FortnoxError) as caught,
    ):
        client.orders.create(ORDER)

    assert type(caught.value) is OutcomeUnknown


@pytest.mark.parametrize("behaviour", TROUBLES)
def test_a_read_in_the_same_trouble_is_unavailable(behaviour: Behaviour) -> None:
    with (
        one_connection(behaviour) as url,
        client_of(url) as client,
        pytest.raises(FortnoxError) as caught,
    ):
        client.orders.get("1")

    assert type(caught.value) is Unavailable


@pytest.mark.parametrize("address", [closed_port, lambda: "http://no-such-host.invalid"])
def test_what_finds_no_one_was_not_sent(address: Callable[[], str]) -> None:
    with client_of(address()) as client, pytest.raises(FortnoxError) as caught:
        client.orders.create(ORDER)

    assert type(caught.value) is NotSent


def test_a_refresh_that_finds_no_one_was_not_sent() -> None:
    with httpx2.Client(trust_env=False) as http:
        client = OAuth(auth_url=closed_port(), client_id="c", client_secret="s", http=http)
        with pytest.raises(NotSent):
            client.refresh(refresh_token="r")
