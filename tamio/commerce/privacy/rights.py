"""The two wishes that a person may have: to know what is known of them, and to be erased."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.privacy.records import Extent, Person, Text, keepers

#: Kind of the subject in the audit trail.
CUSTOMER = "customer"


class NotYet(Exception):
    """The person cannot be erased at this moment; `reasons` say why."""

    def __init__(self, reasons: Sequence[Text]) -> None:
        super().__init__(" ".join(map(str, reasons)))
        self.reasons = reasons


def known_of(person: Person) -> dict[str, Sequence[Mapping[str, Any]]]:
    """Everything, by kind of record; kinds that hold nothing of the person are there, empty."""
    return {name: keeper.known(person) for name, keeper in keepers().items()}


def hindrances(person: Person) -> list[Text]:
    """Why the person cannot be erased yet; none if they can."""
    return list(filter(None, (keeper.hindrance(person) for keeper in keepers().values())))


def extent_of(person: Person) -> dict[str, Extent]:
    """What erasing would do at this moment, by kind of record."""
    return {name: keeper.extent(person) for name, keeper in keepers().items()}


def erase(person: Person, *, name: str, by: str, now: datetime) -> None:
    """Erases what need not be kept, all or nothing.

    The audit trail says that it was done, and of which customer number, not of whom: `name` is
    that number. Raises NotYet.
    """
    with transaction.atomic():
        if reasons := hindrances(person):
            raise NotYet(reasons)
        for keeper in keepers().values():
            keeper.erase(person, now=now)
        subject = Subject(store_id=person.store_id, kind=CUSTOMER, id=person.customer_id, name=name)
        note(subject=subject, what=What.ERASED, by=by, now=now)
