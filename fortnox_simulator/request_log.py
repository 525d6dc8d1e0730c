"""Every request under /3, with bodies, so that a person or a test sees what arrived."""

from collections import deque
from typing import Any

from fortnox_simulator.storage import Storage

Entry = dict[str, Any]
ENTRIES = 100_000
WITH_BODIES = 5_000
KEPT_LETTERS = 200_000_000
BODIES = ("request_body", "answer_body")


class RequestLog:
    """The newest entries; bodies are let go before the entries are, to keep memory small."""

    def __init__(self, storage: Storage) -> None:
        self._storage = storage
        self._entries: deque[Entry] = deque(storage.logged(last=WITH_BODIES), maxlen=ENTRIES)
        self._with_bodies = deque(self._entries)
        self._letters = sum(map(_letters, self._entries))
        self._next_id = self._entries[-1]["id"] + 1 if self._entries else 1

    def open(self, **facts: Any) -> Entry:
        """A new entry, without an answer yet."""
        entry = {"id": self._next_id, **facts, "status": None, "answer_body": None, "fault": None}
        self._next_id += 1
        self._entries.append(entry)
        return entry

    def close(self, entry: Entry) -> None:
        self._storage.log(entry)
        self._with_bodies.append(entry)
        self._letters += _letters(entry)
        while len(self._with_bodies) > WITH_BODIES or self._letters > KEPT_LETTERS:
            oldest = self._with_bodies.popleft()
            self._letters -= _letters(oldest)
            oldest.update(dict.fromkeys(BODIES))

    def entries(
        self, *, tenant: int | None = None, since: int = 0, last: int = ENTRIES
    ) -> list[Entry]:
        """Oldest first; a copy, since requests go on arriving."""
        found = [
            dict(entry)
            for entry in list(self._entries)
            if entry["id"] > since and tenant in {None, entry["tenant"]}
        ]
        return found[-last:] if last else []

    def get(self, entry_id: int) -> Entry | None:
        return next((entry for entry in self._entries if entry["id"] == entry_id), None)

    def clear(self) -> None:
        self._entries.clear()
        self._with_bodies.clear()
        self._letters = 0
        self._storage.clear_log()
        self._storage.commit()


def _letters(entry: Entry) -> int:
    return sum(len(entry[body] or "") for body in BODIES)
