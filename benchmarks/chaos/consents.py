"""Consents that are withdrawn in Fortnox, and merchants who give them again some seconds later."""

import time
from random import Random

import httpx2
from django.db import DatabaseError

from benchmarks.chaos.shops import Shop, connect_shop
from benchmarks.chaos.simulator import Simulator
from tamio.fortnox.client.errors import FortnoxError
from tamio.outbox.models import Lane

_NOTICED_AFTER = (2.0, 12.0)


class Consents:
    """Withdraws by chance; reconnects every lane that asks for it, as its merchant would."""

    def __init__(self, *, simulator: Simulator, shops: list[Shop], random: Random) -> None:
        self._simulator = simulator
        self._shops = {shop.store.pk: shop for shop in shops}
        self._random = random
        self._noticed: dict[int, float] = {}
        self._withdrawn: set[int] = set()
        self.revoked = 0
        self.reconnected = 0
        self.failed_attempts = 0
        #: Lanes that asked for a consent which nobody had withdrawn, with what they said.
        self.needless: list[str] = []

    def revoke(self) -> None:
        shop = self._random.choice(list(self._shops.values()))
        self._withdrawn.add(shop.store.pk)
        self._simulator.fault(kind="revoke_consent", tenant=shop.tenant)
        self.revoked += 1

    def look_after(self, *, at_once: bool = False) -> None:
        """Whoever has noticed that a lane is closed connects again; if it fails, they try later."""
        now = time.monotonic()
        closed = Lane.objects.filter(closed_reason="reconnect").values_list("store_id", flat=True)
        for store_id in closed:
            due = self._noticed.setdefault(store_id, now + self._random.uniform(*_NOTICED_AFTER))
            if at_once or now >= due:
                self._reconnect(self._shops[store_id])

    def _reconnect(self, shop: Shop) -> None:
        self._note_why(shop)
        del self._noticed[shop.store.pk]
        # Before it is given again: what is withdrawn meanwhile counts anew.
        self._withdrawn.discard(shop.store.pk)
        try:
            connect_shop(shop)
        except (FortnoxError, httpx2.TransportError, DatabaseError):
            # A database that is too busy for a person says so; they come back.
            self._withdrawn.add(shop.store.pk)
            self.failed_attempts += 1
            return
        self.reconnected += 1

    def _note_why(self, shop: Shop) -> None:
        """A refresh token that is spent in a crash is lost, and known to be; a service account
        has nothing to lose: there only a withdrawn consent may close the lane.
        """
        if shop.has_service_account and shop.store.pk not in self._withdrawn:
            waiting = shop.store.deliveries.filter(state="reconnect").first()
            why = waiting.problem if waiting else None
            self.needless.append(f"{shop.store}: {why}")
