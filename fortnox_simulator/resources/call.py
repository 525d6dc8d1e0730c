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
    key: str = ""
    query: Mapping[str, str] = field(default_factory=dict)
    body: object = None

    def wrapped(self, name: str) -> object:
        """The body's content, which must be wrapped in the resource's singular name."""
        if not isinstance(self.body, dict) or name not in self.body:
            raise FortnoxError(2001392)
        return self.body[name]


@dataclass(frozen=True)
class Answer:
    status: int
    payload: dict[str, Any] | None
    location: str = ""


Handler = Callable[[Call], Answer]


@dataclass(frozen=True)
class Resource:
    """The verbs of one resource; a verb that is None does not exist ("no such route")."""

    scope: str
    list: Handler | None = None
    get: Handler | None = None
    create: Handler | None = None
    update: Handler | None = None
    delete: Handler | None = None
    actions: Mapping[str, Handler] = field(default_factory=dict)
