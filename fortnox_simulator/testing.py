"""The simulator in a thread, on a free port of the loopback interface, for tests.

with running() as sim:
    client = Fortnox(api_url=sim.api_url, access_token=sim.access_token(910001))
"""

import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from fortnox_simulator.app import create_app
from fortnox_simulator.control import actions
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.request_log import Entry
from fortnox_simulator.server import listen, server
from fortnox_simulator.state import State
from fortnox_simulator.storage import Storage

HOST = "127.0.0.1"
START_SECONDS = 10.0
SCOPES = (
    "article",
    "bookkeeping",
    "companyinformation",
    "costcenter",
    "currency",
    "customer",
    "invoice",
    "order",
    "price",
    "project",
    "settings",
)


class Simulator:
    """A running simulator: its addresses, its state, and short cuts for tests."""

    def __init__(self, state: State, url: str) -> None:
        self.state = state
        self.url = url
        self.api_url = f"{url}/3"
        self.auth_url = f"{url}/oauth-v1"
        self._settings = state.settings()

    @property
    def client(self) -> Client:
        """The first registered integration."""
        return next(iter(self.state.clients.values()))

    def requests(self, tenant: int | None = None) -> list[Entry]:
        """The API requests so far, oldest first; token requests are not among them."""
        return self.state.log.entries(tenant=tenant)

    def faults(self, *messages: Mapping[str, Any]) -> None:
        """Orders faults, as POST /_simulator/faults does."""
        for message in messages:
            actions.order(self.state, message)

    def restore(self, name: str) -> None:
        """Back to a snapshot, with the settings and variants the simulator was started with."""
        self.state.restore(name)
        self.state.settle(self._settings)

    def orders(self, tenant: int) -> list[dict[str, Any]]:
        return list(self.state.companies[tenant].shelves["orders"].values())

    def consent(self, tenant: int, *, scopes: Sequence[str] = SCOPES, service: bool = True) -> None:
        """What a person's click on Approve leaves behind."""
        self.state.grants.give_consent(
            client=self.client, tenant=tenant, scopes=list(scopes), service=service
        )

    def access_token(self, tenant: int, *, scopes: Sequence[str] = SCOPES) -> str:
        """A fresh access token under a service account's consent."""
        self.consent(tenant, scopes=scopes)
        record = self.state.grants.by_service_account(client=self.client, tenant=tenant)
        return str(record["access_token"])

    def authorization_code(self, tenant: int, *, scopes: Sequence[str] = SCOPES) -> str:
        """A code from before OAuth, good for one access token without an end."""
        code = self.state.grants.legacy.new_code(
            client=self.client, tenant=tenant, scopes=list(scopes)
        )
        self.state.storage.commit()
        return code


@contextmanager
def running(
    *,
    seed: Mapping[str, Any] | None = None,
    storage: Storage | None = None,
    client: Client | None = None,
    rate_limit: int = 25,
    retry_after: bool = False,
    refresh_seconds: float = 0.05,
    variants: Mapping[str, str] | None = None,
    fault_seed: int = 1,
) -> Iterator[Simulator]:
    state = State(
        seed=seed,
        storage=storage,
        client=client,
        rate_limit=rate_limit,
        retry_after=retry_after,
        refresh_seconds=refresh_seconds,
        variants=variants,
        fault_seed=fault_seed,
    )
    listener = listen(host=HOST, port=0)
    port = listener.getsockname()[1]
    web = server(create_app(state), host=HOST, port=port, log_level="critical")
    thread = threading.Thread(target=web.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    try:
        _wait_until_started(web)
        yield Simulator(state, f"http://{HOST}:{port}")
    finally:
        web.should_exit = True
        thread.join(START_SECONDS)
        listener.close()
        state.storage.close()


def _wait_until_started(web: Any) -> None:
    deadline = time.monotonic() + START_SECONDS
    while not web.started:
        if time.monotonic() > deadline:
            raise RuntimeError("the simulator did not start")
        time.sleep(0.005)
