"""Choices that look made by chance and are made by the SKU."""

from collections.abc import Sequence
from hashlib import sha256
from typing import TypeVar

Choice = TypeVar("Choice")


class Chance:
    """Each call uses the next byte of a digest, so the same seed always chooses the same."""

    def __init__(self, seed: str) -> None:
        self._bytes = iter(sha256(seed.encode()).digest())

    def one_of(self, choices: Sequence[Choice]) -> Choice:
        return choices[next(self._bytes) % len(choices)]

    def between(self, least: int, most: int) -> int:
        """A whole number, both ends included."""
        return least + next(self._bytes) % (most - least + 1)
