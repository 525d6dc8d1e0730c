"""Orders a second through the shop's own pages, from the product to the confirmation.

    python -m benchmarks.placing_orders [orders] [--counted]

Starts a simulated Fortnox, the Fortnox worker and the web server with two processes, as shipped,
over the embedded database; then shoppers who are all new fill carts and buy over HTTP, one at a
time and four at a time. `--counted` sells a product whose stock is counted and kept for the shopper
at the checkout. Prints orders a second, what went wrong, and how fast the product page is alone;
and what each took of a processor in the web processes and in the worker, which says more than the
clock on a machine that does other things too.
"""

import argparse
import http.client
import os
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from statistics import median, quantiles
from urllib.parse import urlencode

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

_SKU = "VAS"
_TOKEN = re.compile(r'name="(csrfmiddlewaretoken|cart|agreed_total)" value="([^"]*)"')
_serial = count(1)
_Process = subprocess.Popen[bytes]


def main() -> None:
    asked = argparse.ArgumentParser()
    asked.add_argument("orders", nargs="?", type=int, default=400)
    asked.add_argument("--counted", action="store_true")
    given = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ.setdefault("DATABASE_URL", f"sqlite:///{folder}/tamio.sqlite3")
        _set_up()
        _measure(Path(folder), given.orders, counted=given.counted)


def _set_up() -> None:
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _measure(folder: Path, orders: int, *, counted: bool) -> None:
    from tests.factories import make_product
    from tests.journeys.connecting import connected
    from tests.journeys.processes import simulator_process, worker_process

    with simulator_process(data=folder / "simulator.sqlite3") as simulator:
        store = connected(simulator)
        make_product(store=store, sku=_SKU, stock=1_000_000 if counted else None)
        database = os.environ["DATABASE_URL"]
        with (
            worker_process(
                database=database, environment=simulator.environment, gives_way=True
            ) as worker,
            _web(database) as (address, web),
        ):
            shop = f"/s/{store.slug}"
            watched = {"web": web, "worker": worker}
            with _processor(watched) as used:
                measured = _pages(address, shop, seconds=5)
            _say("product page alone", *measured, used)
            for clients in (1, 4):
                with _processor(watched) as used:
                    measured = _orders(address, shop, orders, clients)
                _say(f"{clients} at a time", *measured, used)


@contextmanager
def _processor(watched: Mapping[str, _Process]) -> Iterator[dict[str, float]]:
    """Seconds of a processor that each used in the block, with its children."""
    before = {name: _used(process.pid) for name, process in watched.items()}
    used: dict[str, float] = {}
    yield used
    used |= {name: _used(process.pid) - before[name] for name, process in watched.items()}


def _used(pid: int) -> float:
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            said = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it has ended meanwhile
        if pid in (int(path.parent.name), int(said[1])):
            ticks += int(said[11]) + int(said[12])
    return ticks / os.sysconf("SC_CLK_TCK")


@contextmanager
def _web(database: str) -> Iterator[tuple[tuple[str, int], _Process]]:
    port = _free_port()
    settings = {"DJANGO_SETTINGS_MODULE": "tamio.config.settings"}
    environment = os.environ | {"DATABASE_URL": database} | settings
    command = [sys.executable, "-m", "gunicorn", "tamio.config.wsgi:application"]
    options = ["--worker-class", "gthread", "--threads", "8", "--workers", "2"]
    process = subprocess.Popen(
        [*command, *options, "--bind", f"127.0.0.1:{port}", "--no-control-socket"],
        env=environment,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(port)
        yield ("127.0.0.1", port), process
    finally:
        process.terminate()
        process.wait(20)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(port: int) -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
    raise SystemExit("the web server did not start")


class Shopper:
    """Someone new: a connection and cookies of their own."""

    def __init__(self, address: tuple[str, int], shop: str) -> None:
        self._connection = http.client.HTTPConnection(*address, timeout=60)
        self._shop = shop
        self._cookies: dict[str, str] = {}

    def get(self, path: str) -> str:
        return self._ask("GET", path)

    def post(self, path: str, written: dict[str, str]) -> str:
        """Posts the form and follows where it leads."""
        return self._ask("POST", path, urlencode(written))

    def buy(self) -> None:
        """From the product page to the confirmation, by the forms that the pages have. Raises
        AssertionError where it fails.
        """
        page = self.get(f"{self._shop}/products/{_SKU}/")
        put = {"how": "add", "sku": _SKU, "quantity": "1"}
        page = self.post(f"{self._shop}/cart/", put | _hidden(page))
        if (kept := f"{self._shop}/cart/reservation/") in page:
            page = self.post(kept, _hidden(page))
        else:
            page = self.get(f"{self._shop}/checkout/")
        page = self.post(f"{self._shop}/checkout/", _buyer() | _hidden(page))
        assert "OCR" in page, page[:2000]

    def _ask(self, method: str, path: str, body: str | None = None) -> str:
        headers = {"Cookie": "; ".join(f"{name}={text}" for name, text in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        page = answer.read().decode()
        for name, text in answer.getheaders():
            if name.lower() == "set-cookie":
                key, _equals, rest = text.partition("=")
                self._cookies[key] = rest.partition(";")[0]
        if answer.status == 302:
            return self.get(answer.headers["Location"])
        assert answer.status == 200, f"{method} {path}: {answer.status} {page[:500]}"
        return page


def _hidden(page: str) -> dict[str, str]:
    return dict(_TOKEN.findall(page))


def _buyer() -> dict[str, str]:
    return {
        "type": "private", "name": "Åsa Öberg", "email": f"asa{next(_serial)}@example.com",
        "line1": "Lillgatan 2", "postal_code": "352 30", "city": "Växjö", "country": "SE",
    }  # fmt: skip


def _pages(
    address: tuple[str, int], shop: str, *, seconds: float
) -> tuple[list[float], list[str], float]:
    shopper = Shopper(address, shop)
    shopper.get(f"{shop}/products/{_SKU}/")
    started = time.perf_counter()
    taken = []
    while time.perf_counter() - started < seconds:
        began = time.perf_counter()
        shopper.get(f"{shop}/products/{_SKU}/")
        taken.append(time.perf_counter() - began)
    return taken, [], time.perf_counter() - started


def _orders(
    address: tuple[str, int], shop: str, orders: int, clients: int
) -> tuple[list[float], list[str], float]:
    taken: list[float] = []
    failed: list[str] = []

    def buy(_number: int) -> None:
        began = time.perf_counter()
        try:
            Shopper(address, shop).buy()
        except (AssertionError, OSError, http.client.HTTPException) as error:
            failed.append(str(error))
        else:
            taken.append(time.perf_counter() - began)

    started = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        list(pool.map(buy, range(orders)))
    return taken, failed, time.perf_counter() - started


def _say(
    what: str, taken: list[float], failed: list[str], seconds: float, used: Mapping[str, float]
) -> None:
    each = max(len(taken), 1)
    processor = ", ".join(f"{name} {spent / each * 1000:.1f} ms" for name, spent in used.items())
    p95 = quantiles(taken, n=20)[-1] if len(taken) > 1 else 0
    sys.stdout.write(
        f"{what}: {len(taken) / seconds:.1f} a second, median {median(taken) * 1000:.1f} ms,"
        f" p95 {p95 * 1000:.1f} ms, {len(failed)} failed of {len(taken) + len(failed)}\n"
        f"  of a processor for each: {processor}; load {os.getloadavg()[0]:.1f}\n"
    )
    if failed:
        sys.stdout.write(f"  the first: {failed[0]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
