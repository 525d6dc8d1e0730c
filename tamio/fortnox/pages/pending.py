"""Consents that a person has asked for and not come back from, kept in their own session."""

from dataclasses import asdict, dataclass
from secrets import compare_digest
from typing import Any

from django.contrib.sessions.backends.base import SessionBase

_KEY = "fortnox_consents"
#: So many stores one person may be connecting at once, in as many tabs.
_MOST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Pending:
    """What must still be known when the person comes back."""

    state: str
    store_id: int
    service_account: bool
    credit_invoices: bool = False


def remember(*, session: SessionBase, pending: Pending) -> None:
    """The oldest are forgotten when there are too many."""
    session[_KEY] = [*_kept(session), asdict(pending)][-_MOST:]


def recall(*, session: SessionBase, state: str) -> Pending | None:
    """The consent that `state` belongs to, once; None if this session never asked for it."""
    kept = _kept(session)
    # Every one is compared, in constant time: how long it takes tells nothing.
    matches = [compare_digest(each["state"].encode(), state.encode()) for each in kept]
    if not any(matches):
        return None
    found = kept.pop(matches.index(True))
    session[_KEY] = kept
    return Pending(**found)


def _kept(session: SessionBase) -> list[dict[str, Any]]:
    return list(session.get(_KEY, []))
