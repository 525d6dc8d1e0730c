"""What a resource is given and what it gives back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError

BASE = "https://api.fortnox.se/3"


@dataclass(frozen=True)
class Call:
    """One request, already let in: whose company, which document, which parameters, which body."""

    company: Company
    now: datetime
    today: date
    keys: tuple[str, ...] = ()
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None

    @property
    def key(self) -> str:
        """The first, most often the only, variable segment of the path: a document's number."""
        return self.keys[0] if self.keys else ""

    def wrapped(self, name: str) -> object:
        """The body's content, which must be wrapped in the resource's singular name, alone."""
        if not isinstance(self.body, dict) or name not in self.body:
            raise FortnoxError(2001392)
        for other in self.body.keys() - {name}:
            raise FortnoxError(2001399, other)
        return self.body[name]


@dataclass(frozen=True)
class Answer:
    """`pdf` stands for the payload where a printed document is asked for."""

    status: int
    payload: dict[str, Any] | None
    location: str = ""
    pdf: bytes | None = None


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Route:
    """A verb on a path below /3: `{name}` is any one segment, decoded into the call's keys.

    `scope` is what the token must hold.
    """

    method: str
    path: str
    handler: Handler
    scope: str


def verbs(path: str, *, scope: str, **handlers: Handler) -> tuple[Route, ...]:
    """The routes of a resource whose documents have one number: index, create, get, update, delete.

    `verbs("units", scope="settings", index=index)` is GET /3/units alone.
    """
    return tuple(
        Route(method, f"{path}{rest}", handlers[name], scope)
        for name, method, rest in VERBS
        if name in handlers
    )


VERBS = (
    ("index", "GET", ""),
    ("create", "POST", ""),
    ("get", "GET", "/{number}"),
    ("update", "PUT", "/{number}"),
    ("delete", "DELETE", "/{number}"),
)
