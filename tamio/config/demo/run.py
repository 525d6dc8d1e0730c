"""Runs the demo in the foreground: prepares its folder, starts its processes, watches them."""

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

import django
import httpx2

from tamio.config.demo.children import Child, Stopped, look_after
from tamio.config.demo.keys import CLIENT_ID, Keys
from tamio.config.demo.place import HOST, CannotStart, Place, check_ports, place_from, taken
from tamio.config.demo.summary import summary, write_report


def run() -> int:
    """Returns when it is stopped by Ctrl-C or SIGTERM, or cannot start; the exit code."""
    try:
        place = place_from(os.environ)
        with taken(place), _signals() as (stop, hurry):
            _run_at(place, stop=stop, hurry=hurry)
    except CannotStart as reason:
        sys.stderr.write(f"The demo cannot start. {reason}\n")
        return 2
    except Stopped:
        return 0
    return 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


@contextmanager
def _signals() -> Iterator[tuple[Event, Event]]:
    """The first signal sets `stop`; a second one, from someone who will not wait, `hurry`."""
    stop, hurry = Event(), Event()

    def on_signal(_number: int, _frame: FrameType | None) -> None:
        (hurry if stop.is_set() else stop).set()

    numbers = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = {number: signal.signal(number, on_signal) for number in numbers}
    try:
        yield stop, hurry
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _run_at(place: Place, *, stop: Event, hurry: Event) -> None:
    place.report.unlink(missing_ok=True)
    check_ports(place)
    keys = Keys(place=place)
    os.environ.update(keys.environment())
    children = _children(place, keys)
    try:
        _start(place, keys, children, stop=stop)
        look_after(children, stop=stop, say=_say)
    finally:
        place.report.unlink(missing_ok=True)
        _say("Stopping")
        _stop(children, hurry=hurry)


def _children(place: Place, keys: Keys) -> list[Child]:
    """In the order of starting; they are stopped in the other."""
    simulator = ["--host", HOST, "--port", str(place.simulator_port)]
    simulator += ["--data", str(place.folder / "simulator.sqlite3")]
    simulator += ["--seed", str(Path(__file__).parent / "companies.json")]
    simulator += ["--client-id", CLIENT_ID, "--client-secret", keys.client_secret]
    commands = {
        "simulator": ["fortnox-simulator", *simulator],
        "worker": ["tamio", "worker"],
        "web": ["tamio", "web", "--bind", f"{HOST}:{place.port}"],
    }
    return [
        Child(name=name, command=command, folder=place.folder) for name, command in commands.items()
    ]


def _start(place: Place, keys: Keys, children: list[Child], *, stop: Event) -> None:
    simulator, worker, web = children
    simulator.start()
    _say("Preparing the database")
    os.environ["DJANGO_SETTINGS_MODULE"] = "tamio.config.settings"
    django.setup()
    # Not before: models can only be imported once Django is set up.
    from tamio.config.demo import prepare

    prepare.database(keys=keys)
    simulator.wait_until(_answers(f"{place.simulator_url}/_simulator/state"), stop=stop)
    for store in prepare.connect_stores(shop_url=place.url):
        _say(f"Connected {store} to its company in the simulated Fortnox")
    shops = prepare.shops()
    worker.start()
    web.start()
    web.wait_until(_answers(f"{place.url}/accounts/login/"), stop=stop)
    worker.wait_until(lambda: worker.lives, stop=stop)
    write_report(place=place, keys=keys, shops=shops)
    _say(summary(place=place, keys=keys, shops=shops))


def _answers(url: str) -> Callable[[], bool]:
    # Made once: to make it takes longer than to ask, and what we wait for wants the processor.
    trusted = httpx2.create_ssl_context()

    def ask() -> bool:
        try:
            return httpx2.get(url, timeout=5, verify=trusted).is_success
        except httpx2.TransportError:
            return False

    return ask


def _stop(children: list[Child], *, hurry: Event) -> None:
    """The web and the worker first: the worker's last request still finds the simulator there."""
    simulator, *ours = children
    for wave in (ours, [simulator]):
        for child in wave:
            child.ask_to_stop()
        for child in wave:
            child.wait_for_end(hurry=hurry)
