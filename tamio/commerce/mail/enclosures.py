"""Papers that go with a message: named in it, and made when it leaves, so nothing is kept twice."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Which paper: its kind, its subject's pk, and the language that it is wanted in."""

    kind: str
    subject_id: int
    language: str


@dataclass(frozen=True, slots=True)
class File:
    """A paper, made."""

    name: str
    content: bytes
    media_type: str


Maker = Callable[[int, str], File]

_makers: dict[str, str] = {}


def declare(kind: str, *, maker: str) -> None:
    """Papers of `kind` are made by the function at the dotted path `maker`: a `Maker`."""
    _makers[kind] = maker


def make(enclosure: Enclosure) -> File:
    """Raises KeyError for a kind that nobody makes."""
    maker: Maker = import_string(_makers[enclosure.kind])
    return maker(enclosure.subject_id, enclosure.language)
