"""A shelf: the documents of one kind in one company, written through to the storage."""

import time
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from fortnox_simulator.storage import Storage

Document = dict[str, Any]
RESERVED = "reserved "
SERIES = "series"


class Shelf(Mapping[str, Document]):
    """Documents by number. Take a copy before changing one; `put` is what makes it so."""

    def __init__(self, storage: Storage, tenant: int, kind: str) -> None:
        self._storage = storage
        self._tenant = tenant
        self._kind = kind
        self._documents: dict[str, Document] = {}
        self._shelved_at: dict[str, float] = {}
        self._next = 1
        self._spent: set[str] = set()
        # Counts the changes, for whoever keeps something worked out from the documents.
        self.revision = 0

    def __getitem__(self, key: str) -> Document:
        return self._documents[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._documents)

    def __len__(self) -> int:
        return len(self._documents)

    def load(self, key: str, document: Document) -> None:
        self._documents[key] = document
        self.revision += 1

    def put(self, key: str, document: Document) -> None:
        if key not in self._documents:
            self._shelved_at[key] = time.monotonic()
            if key == str(self._next):
                self.start_series_at(self._next + 1)
        self._documents[key] = document
        self.revision += 1
        self._storage.write(self._tenant, self._kind, key, document)

    def remove(self, key: str, *, is_reused: bool = True) -> None:
        """Measured: the number of a deleted last document is given to the next one."""
        del self._documents[key]
        self.revision += 1
        self._shelved_at.pop(key, None)
        self._storage.erase(self._tenant, self._kind, key)
        if is_reused and key == str(self._next - 1):
            self.start_series_at(self._next - 1)
        elif not is_reused:
            self.reserve(key)

    def reserve(self, key: str) -> None:
        """Keeps the number from being given out or chosen again, though no document has it."""
        self._spent.add(key)
        self._storage.write(self._tenant, f"{RESERVED}{self._kind}", key, {})

    def is_taken(self, key: str) -> bool:
        return key in self._documents or key in self._spent

    def newest(self, count: int) -> list[Document]:
        """Those that came last, in the order they came."""
        return list(islice(reversed(self._documents.values()), count))[::-1]

    def arrived(self, *, within_seconds: float) -> int:
        """How many documents were shelved that recently."""
        since = time.monotonic() - within_seconds
        return sum(1 for moment in self._shelved_at.values() if moment > since)

    def next_number(self) -> str:
        """The first free number of the series; numbers chosen by callers are stepped over."""
        while self.is_taken(str(self._next)):
            self._next += 1
        return str(self._next)

    def start_series_at(self, number: int) -> None:
        """The next number to give out, unless a caller chose it before."""
        self._next = number
        self._storage.write(self._tenant, SERIES, self._kind, {"next": number})

    def listed(self, *, lag_seconds: float) -> list[Document]:
        """What a list shows: not yet what was shelved less than the lag ago."""
        if not lag_seconds:
            return list(self._documents.values())
        shown_until = time.monotonic() - lag_seconds
        return [
            document
            for key, document in self._documents.items()
            if self._shelved_at.get(key, 0.0) <= shown_until
        ]
