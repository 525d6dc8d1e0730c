"""Abuse that needs a real connection: what is cut off, lied about, or comes all at once."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest

from fortnox_simulator.testing import Simulator, running
from tests import loopback
from tests.simulator.caller import TENANT
from tests.simulator.unchanged import unchanged

pytestmark = pytest.mark.integration
AT_ONCE = 200
CUSTOMER = b'{"Customer":{"Name":"Kund"}}'


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with running(rate_limit=0) as simulator:
        yield simulator


class Wire:
    """A raw connection to the simulator."""

    def __init__(self, sim: Simulator) -> None:
        port = int(sim.url.rsplit(":", 1)[1])
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=20)
        self.token = sim.access_token(TENANT)

    def send(self, line: str, *headers: str, body: bytes = b"") -> None:
        head = [
            f"{line} HTTP/1.1",
            "Host: fortnox",
            f"Authorization: Bearer {self.token}",
            *headers,
        ]
        self.socket.sendall("\r\n".join([*head, "", ""]).encode("latin-1") + body)

    def answer(self) -> tuple[int, bytes]:
        """Status and body of what comes until the other side closes, or has sent its length."""
        received = b""
        while not _is_whole(received):
            part = self.socket.recv(65_536)
            if not part:
                break
            received += part
        head, _, body = received.partition(b"\r\n\r\n")
        return int(head.split(b" ", 2)[1]), body

    def close(self) -> None:
        self.socket.close()


def _is_whole(received: bytes) -> bool:
    head, found, body = received.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return bool(found) and len(body) >= int(line.split(b":")[1])
    return False


@pytest.fixture
def wire(sim: Simulator) -> Iterator[Wire]:
    with closing(Wire(sim)) as connection:
        yield connection


def still_answers(sim: Simulator) -> None:
    assert loopback.get(f"{sim.url}/_simulator/settings", timeout=20).status_code == 200


@pytest.mark.parametrize(
    "path", ["/3/../_simulator/reset", "/3/orders/../../_simulator/reset", "//3/customers", "*"]
)
def test_dots_in_a_path_lead_nowhere(sim: Simulator, wire: Wire, path: str) -> None:
    with unchanged(sim.state):
        wire.send(f"POST {path}", f"Content-Length: {len(CUSTOMER)}", body=CUSTOMER)
        assert wire.answer()[0] in {400, 404, 405}
    still_answers(sim)


@pytest.mark.parametrize(
    ("line", "headers"),
    [
        ("GET /3/customers", ["Content-Length: -1"]),
        ("GET /3/customers", ["Content-Length: 1", "Content-Length: 2"]),
        ("GET /3/customers", ["Transfer-Encoding: gzip"]),
        ("GET /3/customers", ["\x00: 1"]),
        ("GET /3/cust omers", []),
        ("G\x00T /3/customers", []),
        ("", []),
    ],
)
def test_what_is_no_http_is_a_bad_request(
    sim: Simulator, wire: Wire, line: str, headers: list[str]
) -> None:
    wire.send(line, *headers)

    status, body = wire.answer()

    assert 400 <= status < 500
    assert body
    still_answers(sim)


@pytest.mark.parametrize(
    ("line", "headers", "status"),
    [
        ("GET /3/customers", ["X-Long: " + "x" * 200_000], 431),
        ("GET /3/customers", [f"X-{n}: 1" for n in range(20_000)], 431),
        ("GET /3/customers?" + "x" * 200_000, [], 414),
    ],
)
def test_a_head_has_an_end(
    sim: Simulator, wire: Wire, line: str, headers: list[str], status: int
) -> None:
    wire.send(line, *headers)

    answered, body = wire.answer()

    assert (answered, list(json.loads(body))) == (status, ["message"])
    still_answers(sim)


def test_a_body_may_come_in_pieces(sim: Simulator, wire: Wire) -> None:
    wire.send("POST /3/customers", "Transfer-Encoding: chunked")
    for letter in CUSTOMER:
        wire.socket.sendall(b"1\r\n" + bytes([letter]) + b"\r\n")
    wire.socket.sendall(b"0\r\n\r\n")

    assert wire.answer()[0] == 201


@pytest.mark.parametrize(
    ("header", "body"),
    [
        pytest.param(f"Content-Length: {len(CUSTOMER) + 1}", CUSTOMER, id="length too great"),
        pytest.param(f"Content-Length: {len(CUSTOMER)}", CUSTOMER[:-1], id="cut off"),
        pytest.param("Transfer-Encoding: chunked", b"1c\r\n" + CUSTOMER, id="no last piece"),
        pytest.param("Transfer-Encoding: chunked", b"zz\r\n" + CUSTOMER, id="no piece at all"),
        pytest.param("Transfer-Encoding: chunked", b"ffffffffffff\r\n{", id="endless piece"),
    ],
)
def test_who_leaves_midway_leaves_nothing_behind(
    sim: Simulator, wire: Wire, header: str, body: bytes
) -> None:
    with unchanged(sim.state):
        wire.send("POST /3/customers", header, body=body)
        wire.close()
        time.sleep(0.05)
        still_answers(sim)
    assert sim.requests() == []


def test_what_follows_the_stated_length_is_another_request(sim: Simulator, wire: Wire) -> None:
    wire.send("POST /3/customers", f"Content-Length: {len(CUSTOMER)}", body=CUSTOMER + CUSTOMER)

    assert wire.answer()[0] == 201
    still_answers(sim)
    assert len(sim.state.companies[TENANT].shelves["customers"]) == 1


def test_two_requests_in_one_breath_are_both_answered(sim: Simulator, wire: Wire) -> None:
    length = f"Content-Length: {len(CUSTOMER)}"
    wire.send("POST /3/customers", length, body=CUSTOMER)
    wire.send("POST /3/customers", length, "Connection: close", body=CUSTOMER)

    received = b""
    while part := wire.socket.recv(65_536):
        received += part

    assert received.count(b"HTTP/1.1 201") == 2


def test_fifty_megabytes_get_a_clear_answer(sim: Simulator) -> None:
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}

    def pieces() -> Iterator[bytes]:
        for _ in range(50):
            yield b" " * 1_000_000

    with loopback.Client(base_url=sim.api_url, headers=headers, timeout=60) as client:
        whole = client.post("/orders", content=b" " * 50_000_000)
        in_pieces = client.post("/orders", content=pieces())

    for response in (whole, in_pieces):
        assert response.status_code == 413
        assert response.json() == {"message": "request entity too large"}
    assert [entry["status"] for entry in sim.requests()] == [413, 413]


def test_who_listens_only_after_sending_all_hears_the_answer_too(
    sim: Simulator, wire: Wire
) -> None:
    wire.send("POST /3/orders", "Content-Length: 50000000", body=b" " * 50_000_000)

    assert wire.answer()[0] == 413
    wire.send("GET /3/orders")
    assert wire.answer()[0] == 200


def test_ten_thousand_rows_are_one_order(sim: Simulator) -> None:
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}
    rows = [
        {"Description": f"Rad {n}", "Price": n % 100 + 0.5, "DeliveredQuantity": "2", "VAT": 25}
        for n in range(10_000)
    ]
    with loopback.Client(base_url=sim.api_url, headers=headers, timeout=120) as client:
        client.post("/customers", content=CUSTOMER)
        body = {"Order": {"CustomerNumber": "1", "OrderRows": rows}}
        order = client.post("/orders", json=body).json()["Order"]
        read = client.get("/orders/1").json()["Order"]

    assert len(order["OrderRows"]) == 10_000
    assert len({row["RowId"] for row in order["OrderRows"]}) == 10_000
    assert (order["Net"], order["TotalVAT"], order["Total"]) == (1_000_000, 250_000, 1_250_000)
    assert read == order


def test_two_hundred_at_once_get_an_order_each(sim: Simulator) -> None:
    """Every connection is open, and every body nearly sent, before the first is let through."""
    wires = [Wire(sim) for _ in range(AT_ONCE)]
    wires[0].send("POST /3/customers", f"Content-Length: {len(CUSTOMER)}", body=CUSTOMER)
    assert wires[0].answer()[0] == 201
    gate = threading.Barrier(AT_ONCE)

    def order(wire: Wire) -> str:
        body = b'{"Order":{"CustomerNumber":"1","OrderRows":[{"Price":1,"DeliveredQuantity":"1"}]}}'
        wire.send("POST /3/orders", f"Content-Length: {len(body)}", body=body[:-1])
        gate.wait()
        wire.socket.sendall(body[-1:])
        status, answer = wire.answer()
        assert status == 201, answer
        return str(json.loads(answer)["Order"]["DocumentNumber"])

    with ThreadPoolExecutor(AT_ONCE) as pool:
        numbers = list(pool.map(order, wires))
    for wire in wires:
        wire.close()

    assert sorted(map(int, numbers)) == list(range(1, AT_ONCE + 1))
    assert len(sim.orders(TENANT)) == AT_ONCE
    row_ids = [row["RowId"] for order in sim.orders(TENANT) for row in order["OrderRows"]]
    assert len(set(row_ids)) == AT_ONCE
