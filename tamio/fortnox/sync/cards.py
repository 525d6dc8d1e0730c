"""Brings one card in Fortnox up to date: made when missing, changed when changed, else untouched.

The number is ours, so a card cannot be made twice: Fortnox refuses a used number. All the same a
note is committed before every write, since who finds a note does not know which of two states
Fortnox holds, and must neither take the old one for granted nor another's card for ours.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol, Self

from tamio.fortnox.client.errors import FortnoxError, OutcomeUnknown
from tamio.fortnox.client.models.base import Document
from tamio.fortnox.models.links import CardLink
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.fortnox.sync.writing import StillUnderWay, Writing
from tamio.outbox.errors import Interrupted

Fields = dict[str, Any]
#: What is raised before a request has left, or with Fortnox's word that it was not carried out.
NOT_WRITTEN = (FortnoxError, NotConnected, RenewalUnderWay, Interrupted)


class NumberUsed(Exception):
    """Fortnox has, or had, a card under this number."""


class Card(Protocol):
    """How one kind of card is made, read and changed in Fortnox. `fields`: what it shall hold;
    `protected`: those of them that are never changed once it is there.
    """

    @property
    def fields(self) -> Fields: ...

    @property
    def protected(self) -> frozenset[str]: ...

    def create(self) -> None:
        """Raises NumberUsed."""

    def read(self) -> Fields | None:
        """The card under our number."""

    def change(self, changed: Fields) -> None: ...

    def merge(self, found: Fields) -> Fields:
        """What to change on a card that stands there already. Raises if it is somebody else's."""


def bring_up_to_date(*, link: CardLink, card: Card, writing: Writing) -> None:
    """Raises what the card's own calls raise, NumberUsed only for a number that is spent; and
    StillUnderWay.
    """
    try:
        if link.sent is None:
            _make(link, card, writing)
        if changed := to_change(link, card.fields, protected=card.protected):
            _let_nothing_else_be_under_way(link, card, writing)
            _write(link, card, writing, lambda: card.change(changed))
    except FortnoxError as error:
        error.about = link.number  # an invoice has many articles, and Fortnox does not say which
        raise


def fields_of(model: Document) -> Fields:
    """What of a model is set, as JSON: the form that links keep."""
    return model.model_dump(mode="json", exclude_unset=True)


def to_change(link: CardLink, wanted: Fields, *, protected: frozenset[str]) -> Fields:
    """The fields of a card that is there which are not as wanted, and are ours to change."""
    changed = link.unlike(wanted)
    return {field: value for field, value in changed.items() if field not in protected}


def unlike(wanted: Fields, known: Fields) -> Fields:
    return {field: value for field, value in wanted.items() if known.get(field) != value}


def _make(link: CardLink, card: Card, writing: Writing) -> None:
    """Unknown to us. A note without an answer is looked after first; else most are new."""
    if link.noted is not None:
        if (found := card.read()) is not None:
            _take_over(link, card, writing, found)
            return
        _let_nothing_else_be_under_way(link, card, writing)
    try:
        _write(link, card, writing, card.create)
    except NumberUsed:
        found = card.read()
        if found is None:
            raise
        _take_over(link, card, writing, found)


def _take_over(link: CardLink, card: Card, writing: Writing, found: Fields) -> None:
    """It is there: from now on it is known what it holds, and it is changed like any other."""
    # What is exactly as noted is ours, however its owner is called by now.
    if link.noted is not None and not unlike(link.noted, found):
        held = link.noted
    else:
        changed = card.merge(found)
        held = {field: value for field, value in card.fields.items() if field not in changed}
    # A request to make it that is still under way does no harm any more: the number is used.
    _confirm(link, held, writing, in_doubt=None)


def _let_nothing_else_be_under_way(link: CardLink, card: Card, writing: Writing) -> None:
    """What may still arrive may only be what is to be written anyway. Raises StillUnderWay."""
    doubted = link.sent if link.noted is None else link.noted
    wanted = _to_hold(link, card)
    if link.doubt_until is not None and writing.now < link.doubt_until and wanted != doubted:
        raise StillUnderWay(link.doubt_until)


def _write(link: CardLink, card: Card, writing: Writing, send: Callable[[], object]) -> None:
    """Note, write, confirm. Only what may have been written leaves its note behind."""
    before, holds = _Before.of(link), _to_hold(link, card)
    with writing.under_lease():
        link.doubt_what_was_noted()
        link.noted, link.noted_at = holds, writing.now
        link.doubt_until = writing.doubt_from(writing.now)
        link.save()
    try:
        with writing.noted(link):
            send()
    except OutcomeUnknown:
        raise
    except (*NOT_WRITTEN, NumberUsed):
        _take_back(link, before, writing)
        raise
    is_new = before.sent is None
    _confirm(link, holds, writing, in_doubt=None if is_new else before.doubt_until)


def _to_hold(link: CardLink, card: Card) -> Fields:
    """What Fortnox is to hold after a write: what is protected there stays as it was sent."""
    if link.sent is None:
        return card.fields
    ours = {field: value for field, value in card.fields.items() if field not in card.protected}
    kept = {field: value for field, value in link.sent.items() if field in card.protected}
    return ours | kept


@dataclass(frozen=True, slots=True)
class _Before:
    """What a link knew before a write that was then not carried out."""

    sent: Fields | None
    noted: Fields | None
    noted_at: datetime | None
    doubt_until: datetime | None

    @classmethod
    def of(cls, link: CardLink) -> Self:
        return cls(link.sent, link.noted, link.noted_at, link.doubt_until)


def _take_back(link: CardLink, before: _Before, writing: Writing) -> None:
    with writing.under_lease():
        link.sent, link.doubt_until = before.sent, before.doubt_until
        link.noted, link.noted_at = before.noted, before.noted_at
        if link.sent is None and link.noted is None:
            link.delete()
        else:
            link.save()


def _confirm(link: CardLink, held: Fields, writing: Writing, *, in_doubt: datetime | None) -> None:
    """`in_doubt`: until when an earlier request, with the very same content, may still arrive."""
    with writing.under_lease():
        link.sent, link.sent_at = held, writing.now
        link.noted = link.noted_at = None
        link.doubt_until = in_doubt
        link.save()
