"""What has been granted, by kind and key, written through to the storage."""

from typing import Any

from fortnox_simulator.storage import Storage

Record = dict[str, Any]
NOBODY = 0
KINDS = ("consent", "code", "refresh", "dead", "legacy code", "legacy token")


class InvalidGrant(Exception):
    """The code, token or service account does not stand; the text says which."""


class Records(dict[str, dict[str, Record]]):
    """All of it belongs to no company (tenant 0 in the storage)."""

    def __init__(self, storage: Storage) -> None:
        super().__init__({kind: {} for kind in KINDS})
        self._storage = storage

    def keep(self, kind: str, key: str, record: Record) -> None:
        self[kind][key] = record
        self._storage.write(NOBODY, kind, key, record)

    def drop(self, kind: str, key: str) -> None:
        if self[kind].pop(key, None) is not None:
            self._storage.erase(NOBODY, kind, key)
