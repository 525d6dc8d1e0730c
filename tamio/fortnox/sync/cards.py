"""Brings one card in Fortnox up to date: made when missing, changed when changed, else untouched.

The number is ours, so a card cannot be made twice: Fortnox refuses a used number. All the same a
note is committed before every write, since who finds a note does not know which of two states
Fortnox holds, and must neither take the old one for granted nor another's card for ours.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from tamio.fortnox.client.errors import FortnoxError, OutcomeUnknown
from tamio.fortnox.client.models.base import Document
from tamio.fortnox.models.links import CardLink
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.outbox.errors import Interrupted

Fields = dict[str, Any]
#: What is raised before a request has left, or with Fortnox's word that it was not carried out.
NOT_WRITTEN = (FortnoxError, NotConnected, RenewalUnderWay, Interrupted)


class NumberUsed(Exception):
    """Fortnox has, or had, a card under this number."""


class Card(Protocol):
    """How one kind of card is made, read and changed in Fortnox. `fields`: what it shall hold."""

    @property
    def fields(self) -> Fields: ...

    def create(self) -> None:
        """Raises NumberUsed."""

    def read(self) -> Fields | None:
        """The card under our number."""

    def change(self, changed: Fields) -> None: ...

    def merge(self, found: Fields) -> Fields:
        """What to change on a card that stands there already. Raises if it is somebody else's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """`under_lease` opens a transaction that commits only while the lane is ours (LeaseLost)."""

    under_lease: Callable[[], AbstractContextManager[object]]
    now: datetime


def bring_up_to_date(*, link: CardLink, card: Card, writing: Writing) -> None:
    """Raises what the card's own calls raise; NumberUsed only for a number that is spent."""
    if link.sent is None:
        _make(link, card, writing)
    elif changed := link.unlike(card.fields):
        _write(link, card, writing, lambda: card.change(changed))


def fields_of(model: Document) -> Fields:
    """What of a model is set, as JSON: the form that links keep."""
    return model.model_dump(mode="json", exclude_unset=True)


def unlike(wanted: Fields, known: Fields) -> Fields:
    return {field: value for field, value in wanted.items() if known.get(field) != value}


def _make(link: CardLink, card: Card, writing: Writing) -> None:
    """Unknown to us. A note without an answer is looked after first; else most are new."""
    if link.noted is not None and (found := card.read()):
        # What is exactly as noted is ours, however its owner is called by now.
        is_as_noted = not unlike(link.noted, found)
        changed = unlike(card.fields, found) if is_as_noted else card.merge(found)
        _adopt(link, card, writing, changed)
        return
    try:
        _write(link, card, writing, card.create)
    except NumberUsed:
        found = card.read()
        if found is None:
            raise
        _adopt(link, card, writing, card.merge(found))


def _adopt(link: CardLink, card: Card, writing: Writing, changed: Fields) -> None:
    if changed:
        _write(link, card, writing, lambda: card.change(changed))
    else:
        _confirm(link, card, writing)


def _write(link: CardLink, card: Card, writing: Writing, send: Callable[[], object]) -> None:
    """Note, write, confirm. Only what may have been written leaves its note behind."""
    with writing.under_lease():
        link.noted, link.noted_at = card.fields, writing.now
        link.save()
    try:
        send()
    except OutcomeUnknown:
        raise
    except (*NOT_WRITTEN, NumberUsed):
        _take_back(link, writing)
        raise
    _confirm(link, card, writing)


def _take_back(link: CardLink, writing: Writing) -> None:
    with writing.under_lease():
        link.noted = link.noted_at = None
        if link.sent is None:
            link.delete()
        else:
            link.save()


def _confirm(link: CardLink, card: Card, writing: Writing) -> None:
    with writing.under_lease():
        link.sent, link.sent_at = card.fields, writing.now
        link.noted = link.noted_at = None
        link.save()
