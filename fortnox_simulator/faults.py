"""Faults that the control plane orders: which requests they meet, how often, and what they do."""

import random
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

STANDING = {
    "status",
    "delay",
    "hang",
    "hang_after",
    "reset_before",
    "reset_after",
    "maintenance",
    "garbage",
}
AT_ONCE = {
    "revoke_consent",
    "expire_tokens",
    "remove_licence",
    "list_lag",
    "deactivate_account",
    "lock_period",
}


class Malformed(ValueError):
    """A control message that cannot be followed; `field` names what is wrong with it."""

    def __init__(self, field_name: str, reason: str) -> None:
        self.field = field_name
        super().__init__(f"{field_name}: {reason}")


@dataclass
class Fault:
    """A standing fault. `count` goes down each time it strikes; None strikes for ever."""

    kind: str
    id: int = 0
    method: str | None = None
    path: str = "/3/"
    tenant: int | None = None
    count: int | None = None
    probability: float = 1.0
    status: int = 500
    code: int | None = None
    message: str = "System exception"
    seconds: float = 1.0
    struck: int = 0

    def meets(self, *, method: str, path: str, tenant: int | None) -> bool:
        if self.count == 0 or self.method not in {None, method}:
            return False
        if self.tenant not in {None, tenant}:
            return False
        if self.path.startswith("/"):
            return path.startswith(self.path)
        return re.search(self.path, path) is not None


@dataclass
class Faults:
    """The standing faults, in the order they came; chance is drawn from a seeded generator."""

    seed: int = 1
    standing: list[Fault] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._chance = random.Random(self.seed)  # noqa: S311 - repeatable, not secret
        self._next_id = 1

    def add(self, fault: Fault) -> Fault:
        fault.id = self._next_id
        self._next_id += 1
        self.standing.append(fault)
        return fault

    def strike(self, *, method: str, path: str, tenant: int | None) -> Fault | None:
        """The first fault that meets the request and wins its draw; it is counted."""
        for fault in self.standing:
            if fault.meets(method=method, path=path, tenant=tenant) and self._drawn(fault):
                fault.struck += 1
                if fault.count is not None:
                    fault.count -= 1
                return fault
        return None

    def clear(self) -> None:
        """None stands any more, and chance is drawn from its beginning again."""
        self.standing.clear()
        self.__post_init__()

    def draw_from(self, seed: int) -> None:
        """The same seed gives the same draws; a standing seed is not begun again."""
        if seed != self.seed:
            self.seed = seed
            self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret

    def _drawn(self, fault: Fault) -> bool:
        return fault.probability >= 1 or self._chance.random() < fault.probability


def parse(message: Mapping[str, Any]) -> Fault:
    """A standing fault from a control message. Raises Malformed."""
    allowed = set(Fault.__dataclass_fields__) - {"id", "struck"}
    for name in message:
        if name not in allowed:
            raise Malformed(name, f"is not known; known are {', '.join(sorted(allowed))}")
    fault = Fault(
        kind=choice(message, "kind", STANDING),
        method=text(message, "method", None),
        path=text(message, "path", "/3/") or "/3/",
        tenant=whole(message, "tenant", None),
        count=whole(message, "count", None, least=1),
        probability=fraction(message, "probability", 1.0, most=1.0),
        status=whole(message, "status", 500, least=200, most=599) or 500,
        code=whole(message, "code", None),
        message=text(message, "message", "System exception") or "",
        seconds=fraction(message, "seconds", 1.0),
    )
    _check_pattern(fault.path)
    fault.method = fault.method.upper() if fault.method else None
    return fault


def choice(message: Mapping[str, Any], name: str, known: set[str]) -> str:
    value = message.get(name)
    if not isinstance(value, str) or value not in known:
        raise Malformed(name, f"must be one of {', '.join(sorted(known))}")
    return value


def text(message: Mapping[str, Any], name: str, default: str | None) -> str | None:
    value = message.get(name, default)
    if value is not None and not isinstance(value, str):
        raise Malformed(name, "must be a string")
    return value


def whole(
    message: Mapping[str, Any],
    name: str,
    default: int | None,
    *,
    least: int = 0,
    most: int = 10**12,
) -> int | None:
    value = message.get(name, default)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise Malformed(name, f"must be a whole number from {least} to {most}")
    return value


def fraction(
    message: Mapping[str, Any], name: str, default: float, *, most: float = 86_400.0
) -> float:
    value = message.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= most:
        raise Malformed(name, f"must be a number from 0 to {most:g}")
    return float(value)


def day(message: Mapping[str, Any], name: str) -> date | None:
    """A date, or None for a null; one of them must be said."""
    value = message.get(name, "")
    try:
        return None if value is None else date.fromisoformat(value)
    except (TypeError, ValueError):
        raise Malformed(name, "must be a date (YYYY-MM-DD) or null") from None


def _check_pattern(path: str) -> None:
    if path.startswith("/"):
        return
    try:
        re.compile(path)
    except re.error as error:
        raise Malformed("path", f"is no regular expression: {error}") from None
