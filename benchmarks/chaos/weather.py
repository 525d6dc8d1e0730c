"""The weather between Tamio and Fortnox: every fault the simulator knows, by probability."""

from collections import Counter
from collections.abc import Iterable
from random import Random
from typing import Any

import httpx2

from benchmarks.chaos.shops import Shop
from benchmarks.chaos.simulator import Simulator

API, TOKENS = "/3/", "/oauth-v1/token"
#: How likely each is at most, a request. A hang costs a worker's thread until its time is over.
_LIKELY = {
    "delay": 0.10,
    "reset_before": 0.02,
    "reset_after": 0.03,
    "garbage": 0.02,
    "maintenance": 0.01,
    "hang": 0.003,
    "hang_after": 0.006,
}
_STATUSES = {500: 0.02, 502: 0.02, 503: 0.01, 429: 0.01}
_AT_ONCE = ("expire_tokens", "list_lag")
#: Tamio takes Fortnox's list to be complete after 10 s; a request it gives up after 15 s.
_LONGEST_LAG, _LONGEST_DELAY = 8.0, 12.0


class Weather:
    """Changes often: now calm, now rough, now a storm. Counts what it ordered to happen at once."""

    def __init__(self, *, simulator: Simulator, shops: list[Shop], random: Random) -> None:
        self._simulator = simulator
        self._shops = shops
        self._random = random
        self.struck: Counter[str] = Counter()

    def change(self) -> None:
        """Other probabilities for everything. What stood is counted and taken away."""
        try:
            self._note_strikes_at_tokens()
            self._simulator.heal()
            self._simulator.settle(retry_after=self._random.random() < 0.5)
            for fault in self._drawn():
                self._simulator.fault(**fault)
            lag = self._random.uniform(0, _LONGEST_LAG) if self._random.random() < 0.5 else 0.0
            self._simulator.fault(kind="list_lag", seconds=lag)
            self.struck["list_lag"] += bool(lag)
        except httpx2.TransportError:
            # It was killed in this very moment: the next change of weather finds it up again.
            self.struck["weather lost in a restart"] += 1

    def expire_tokens(self) -> None:
        shop = self._random.choice(self._shops)
        self._simulator.fault(kind="expire_tokens", tenant=shop.tenant)
        self.struck["expire_tokens"] += 1

    def restart_fortnox(self) -> None:
        self._note_strikes_at_tokens()
        self._simulator.restart()
        self.change()

    def clear(self) -> None:
        self._note_strikes_at_tokens()
        self._simulator.heal()

    def _drawn(self) -> Iterable[dict[str, Any]]:
        force = self._random.choice((0.0, 0.3, 1.0, 1.0, 2.5))
        for kind, likely in _LIKELY.items():
            yield self._fault(kind, API, likely * force)
        for status, likely in _STATUSES.items():
            yield self._fault("status", API, likely * force) | {"status": status}
        for kind in ("delay", "reset_before", "reset_after", "garbage", "maintenance"):
            yield self._fault(kind, TOKENS, 0.04 * force)
        yield self._fault("status", TOKENS, 0.04 * force) | {"status": 503}
        yield self._fault("hang", TOKENS, 0.02 * force)

    def _fault(self, kind: str, path: str, likely: float) -> dict[str, Any]:
        fault = {
            "kind": kind,
            "path": path,
            "probability": min(1.0, self._random.uniform(0, 2 * likely)),
        }
        if kind in {"delay", "status"}:
            fault["seconds"] = round(self._random.uniform(0.1, 1) ** 3 * _LONGEST_DELAY, 2)
        return fault

    def _note_strikes_at_tokens(self) -> None:
        """What strikes the API stands in the log; what strikes the sign-in only here."""
        for fault in self._simulator.faults():
            if fault["path"] == TOKENS:
                self.struck[f"{fault['kind']} at sign-in"] += fault["struck"]
