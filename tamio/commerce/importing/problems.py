"""What is said of a file: what refuses a cell, what is wrong with a row, what is not taken over."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Outcome(StrEnum):
    """What a row comes to."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    WRONG = "wrong"


class Wrong(Exception):
    """A cell cannot be read: an English message with its words, to be translated when shown."""

    def __init__(self, message: str, **words: object) -> None:
        super().__init__(message)
        self.message = message
        self.words = words


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with a row: the column, the cell, and an English message."""

    row: int
    column: str
    value: str
    message: str
    words: Mapping[str, object] = field(default_factory=dict)


class LeftOut:
    """What a file has that is not taken over, told once with how many rows it is about."""

    def __init__(self) -> None:
        self._told: dict[str, list[int]] = {}
        self._columns: dict[str, None] = {}

    def tell(self, message: str) -> None:
        """Of one more row."""
        self._told.setdefault(message, [0])[0] += 1

    def column(self, name: str) -> None:
        """A column that has something in it, and has no place here."""
        self._columns[name] = None

    def as_json(self, *, columns: str) -> list[dict[str, object]]:
        """For FileImport.left_out; `columns` is what is said of the columns, with their names."""
        named = ", ".join(self._columns)
        of_columns = [{"message": columns, "words": {"columns": named}, "rows": 0}]
        of_rows = [
            {"message": message, "words": {}, "rows": count}
            for message, (count,) in self._told.items()
        ]
        return (of_columns if named else []) + of_rows
