"""Everything the simulator knows, loaded from its storage or seeded anew."""

import json
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fortnox_simulator.clock import Clock
from fortnox_simulator.companies import seed_shape
from fortnox_simulator.companies.company import KINDS, Company
from fortnox_simulator.companies.seed import build, default_seed
from fortnox_simulator.companies.shelf import RESERVED, SERIES
from fortnox_simulator.faults import Faults, Malformed
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.oauth.grants import Grants
from fortnox_simulator.oauth.records import NOBODY
from fortnox_simulator.rate_limit import RateLimit
from fortnox_simulator.request_log import Entry, RequestLog
from fortnox_simulator.storage import Memory, Storage
from fortnox_simulator.variants import Variants

TOKEN_REQUESTS = 1_000


class State:
    """Companies, clients, grants, log, faults, clock. One process, one thread writes."""

    def __init__(
        self,
        *,
        storage: Storage | None = None,
        seed: Mapping[str, Any] | None = None,
        client: Client | None = None,
        rate_limit: int = 25,
        retry_after: bool = False,
        refresh_seconds: float = 0.2,
        variants: Mapping[str, str] | None = None,
        fault_seed: int = 1,
    ) -> None:
        """`client` is registered besides, or instead of, one of the same id in the seed.

        `rate_limit` 0 sets no limit. `refresh_seconds` is how long a token refresh takes.
        `variants` chooses between behaviours that sources disagree on.
        `fault_seed` is what the chance of faults is drawn from.
        """
        self.storage = storage or Memory()
        self.retry_after = retry_after
        self.refresh_seconds = refresh_seconds
        self.variants = Variants(variants)
        self.rate_limit = RateLimit(requests=rate_limit, variants=self.variants)
        self.faults = Faults(seed=fault_seed)
        self.clock = Clock()
        self.companies: dict[int, Company] = {}
        self.clients: dict[str, Client] = {}
        self.token_requests: list[Entry] = []
        self.snapshots: dict[str, str] = {}
        self._client = client
        self._seed = dict(seed or default_seed())
        self.grants = Grants(self.storage, self.clock, self.variants)
        if not self._load():
            self._begin()
        self.log = RequestLog(self.storage)

    def reset(self, seed: Mapping[str, Any] | None = None) -> None:
        """Forgets everything and starts from the seed. Raises Malformed; nothing is lost then."""
        chosen = dict(self._seed if seed is None else seed)
        self._try(chosen)
        self._seed = chosen
        self._forget()
        self._fill()
        self.log = RequestLog(self.storage)

    def _begin(self) -> None:
        """The first time there is nothing to lose. Raises Malformed."""
        seed_shape.check(self._seed)
        self._fill()

    def _try(self, seed: Mapping[str, Any]) -> None:
        """Grows the seed where it does not matter. Raises Malformed."""
        seed_shape.check(seed)
        for description in seed["companies"]:
            self._grown(description, Memory())

    def _grown(self, description: Mapping[str, Any], storage: Storage) -> Company:
        """Raises Malformed."""
        try:
            return build(
                description,
                storage,
                now=self.clock.now(),
                today=self.clock.today(),
                variants=self.variants,
            )
        except Malformed:
            raise
        except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError) as error:
            # What the shape leaves open, such as a number as an article's name.
            raise Malformed("seed", f"cannot be grown: {error}") from error

    def take_snapshot(self, name: str) -> None:
        """Keeps companies, consents, tokens and the clock under a name, while the process lives."""
        self.snapshots[name] = json.dumps(list(self.storage.records()))

    def restore(self, name: str) -> None:
        """As it was then; like a reset it ends faults and empties the log. Raises Malformed."""
        if name not in self.snapshots:
            known = ", ".join(self.snapshots) or "none yet"
            raise Malformed("name", f"is not a snapshot; there are: {known}")
        self._forget()
        for tenant, kind, key, value in json.loads(self.snapshots[name]):
            self.storage.write(tenant, kind, key, value)
        self._load()
        self.storage.commit()
        self.log = RequestLog(self.storage)

    def settings(self) -> dict[str, Any]:
        return {
            "rate_limit": self.rate_limit.requests,
            "retry_after": self.retry_after,
            "refresh_seconds": self.refresh_seconds,
            "fault_seed": self.faults.seed,
            "variants": dict(self.variants),
        }

    def settle(self, settings: Mapping[str, Any]) -> None:
        """What `settings` gives, changed. Raises Malformed for an unknown variant; none is set."""
        self.variants.choose(settings["variants"])
        self.rate_limit.requests = settings["rate_limit"]
        self.faults.draw_from(settings["fault_seed"])
        self.retry_after = settings["retry_after"]
        self.refresh_seconds = settings["refresh_seconds"]

    def move_clock(self, offset: timedelta) -> None:
        self.clock.offset = offset
        self._keep_facts()
        self.storage.commit()

    def note_token_request(self, entry: Entry) -> None:
        self.token_requests.append(entry)
        del self.token_requests[:-TOKEN_REQUESTS]

    def _forget(self) -> None:
        self.storage.clear()
        self.companies = {}
        self.clock.offset = timedelta()
        self.faults.clear()
        self.rate_limit.forget()
        self.token_requests.clear()
        self.grants = Grants(self.storage, self.clock, self.variants)

    def _fill(self) -> None:
        self._register_clients()
        for description in self._seed["companies"]:
            company = self._grown(description, self.storage)
            self.companies[company.tenant] = company
        self._keep_facts()
        self.storage.commit()

    def _keep_facts(self) -> None:
        facts = {
            "secret": self.grants.secret,
            "offset": self.clock.offset.total_seconds(),
            "seed": self._seed,
        }
        self.storage.write(NOBODY, "facts", "facts", facts)

    def _load(self) -> bool:
        """Takes up what the storage holds; False when it is empty."""
        records = sorted(self.storage.records(), key=lambda record: record[1] != "company")
        for tenant, kind, key, value in records:
            if kind == "company":
                self.companies[tenant] = Company(
                    self.storage, tenant, value, variants=self.variants
                )
            elif kind in KINDS:
                self.companies[tenant].shelves[kind].load(key, value)
            elif kind.startswith(RESERVED):
                self.companies[tenant].shelves[kind.removeprefix(RESERVED)].reserve(key)
            elif kind == SERIES:
                self.companies[tenant].shelves[key].start_series_at(value["next"])
            elif kind == "facts":
                self.grants.secret = value["secret"]
                self.clock.offset = timedelta(seconds=value["offset"])
                self._seed = value["seed"]
            else:
                self.grants.records[kind][key] = value
        self._register_clients()
        return bool(self.companies)

    def _register_clients(self) -> None:
        self.clients = _clients(self._seed)
        if self._client is not None:
            self.clients[self._client.id] = self._client


def _clients(seed: Mapping[str, Any]) -> dict[str, Client]:
    described = seed.get("clients") or default_seed()["clients"]
    return {client["id"]: _client(client) for client in described}


def _client(described: Mapping[str, Any]) -> Client:
    fields = dict(described)
    fields.setdefault("secret", secrets.token_hex(16))
    if "redirect_uris" in fields:
        fields["redirect_uris"] = tuple(fields["redirect_uris"])
    if "scopes" in fields:
        fields["scopes"] = frozenset(fields["scopes"])
    return Client(**fields)
