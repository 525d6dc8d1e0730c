"""How many orders a second the simulated Fortnox takes: a test must never wait for it.

    python -m benchmarks.simulator_orders [orders]

Starts the simulator in a process of its own, in memory and then on a file, and posts orders of
three rows on one connection. Printed besides the rate: orders per second of the simulator's own
processor time, which is what one core gives however slow the caller is.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

TENANT = 910001
CLIENT = ("benchmark", "benchmark-secret")
RETURN = "http://127.0.0.1:1/back"
SCOPES = "customer article order"
ROWS = [
    {
        "ArticleNumber": "1",
        "Price": price,
        "OrderedQuantity": quantity,
        "DeliveredQuantity": quantity,
        "VAT": 25,
        "AccountNumber": 3001,
        "Discount": 0,
        "DiscountType": "PERCENT",
        "Unit": "st",
    }
    for price, quantity in ((129.5, "2"), (79, "1"), (12.25, "10"))
]

ORDER = {"Order": {"CustomerNumber": "1", "OrderRows": ROWS}}


def main() -> None:
    orders = int(sys.argv[1]) if len(sys.argv) > 1 else 2_000
    with tempfile.TemporaryDirectory() as folder:
        for name, options in (
            ("in memory", []),
            ("in one SQLite file", ["--data", str(Path(folder) / "simulator.sqlite3")]),
        ):
            _run(name, options, orders)


def _run(name: str, options: list[str], orders: int) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "fortnox_simulator.cli", "--port", "0", "--rate-limit", "0",
         "--client-id", CLIENT[0], "--client-secret", CLIENT[1], *options],
        stdout=subprocess.PIPE,
        text=True,
    )  # fmt: skip
    try:
        port = urlsplit(_address(process)).port
        with closing(HTTPConnection("127.0.0.1", port)) as connection:
            post = _signed_in(connection)
            _warm_up(post)
            before = _processor_seconds(process.pid)
            seconds = _measure(post, orders)
            processor = _processor_seconds(process.pid) - before
    finally:
        process.terminate()
        process.wait()
    sys.stdout.write(
        f"{name}: {orders / seconds:.0f} orders/s on one connection,"
        f" {orders / processor:.0f} per second of the simulator's own processor time\n"
    )


def _address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline().split()[-1]


def _signed_in(connection: HTTPConnection) -> Callable[[str, object], object]:
    consent = {"client_id": CLIENT[0], "redirect_uri": RETURN, "state": "1", "scope": SCOPES,
               "response_type": "code", "tenant": TENANT, "decision": "approve"}  # fmt: skip
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/oauth-v1/auth", urlencode(consent), form)
    answer = connection.getresponse()
    answer.read()
    code = parse_qs(urlsplit(answer.headers["Location"]).query)["code"][0]
    exchange = {"grant_type": "authorization_code", "code": code, "redirect_uri": RETURN}
    basic = base64.b64encode(":".join(CLIENT).encode()).decode()
    headers = {**form, "Authorization": f"Basic {basic}"}
    connection.request("POST", "/oauth-v1/token", urlencode(exchange), headers)
    token = json.load(connection.getresponse())["access_token"]

    def post(path: str, body: object) -> object:
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        connection.request("POST", f"/3{path}", json.dumps(body), headers)
        answer = connection.getresponse()
        payload = json.load(answer)
        if answer.status != 201:
            raise SystemExit(f"{path}: {answer.status} {payload}")
        return payload

    return post


def _warm_up(post: Callable[[str, object], object]) -> None:
    post("/customers", {"Customer": {"Name": "Kund"}})
    post("/articles", {"Article": {"Description": "Vara"}})
    for _ in range(100):
        post("/orders", ORDER)


def _processor_seconds(pid: int) -> float:
    """What the process has used so far, in its own code and in the kernel for it (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _measure(post: Callable[[str, object], object], orders: int) -> float:
    started = time.perf_counter()
    for _ in range(orders):
        post("/orders", ORDER)
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
