"""Which kinds of records hold something of a person. Every room declares its own.

GDPR art. 15 and 20 (access, a copy in a common format), art. 17 (erasure; not of what the books
need: 17.3 b, bokföringslagen 7 kap. 2 §).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from typing import Any, Protocol, cast

from django.db.models import Q
from django.utils.functional import Promise

#: Words, translated when they are shown.
Text = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A customer of one store, as its card knows them at this moment. `invoice_email`: where
    invoices go, if not to `email`. `earlier`: addresses they bought with before, that no other
    customer has now.
    """

    store_id: int
    customer_id: int
    email: str
    invoice_email: str = ""
    earlier: Sequence[str] = ()

    def at(self, field: str) -> Q:
        """Rows whose `field` is an address of theirs; none where no address is known."""
        theirs = Q(pk=None)
        for address in filter(None, (self.email, self.invoice_email, *self.earlier)):
            theirs |= Q(**{f"{field}__iexact": address})
        return theirs


@dataclass(frozen=True, slots=True, kw_only=True)
class Extent:
    """Of one kind of records: how many go when the person is erased, and how many the law has us
    keep, until which day; None for none.
    """

    goes: int = 0
    stays: int = 0
    stays_until: date | None = None


class Keeper(Protocol):
    """What a room says of its records; a module with these functions is one.

    `label`: what people call them. `known`: all that is held, as Django's JSON encoder takes
    it. `extent`: what erasing would do, without doing it. `erase`: runs in the transaction of the
    whole erasure, and again without effect. `hindrance`: why the person cannot be erased yet and
    what to do, "" otherwise.
    """

    @property
    def label(self) -> Text: ...

    def known(self, person: Person) -> Sequence[Mapping[str, Any]]: ...

    def extent(self, person: Person) -> Extent: ...

    def erase(self, person: Person, *, now: datetime) -> None: ...

    def hindrance(self, person: Person) -> Text: ...


_declared: dict[str, str] = {}


def declare(name: str, keeper: str) -> None:
    """`keeper`: dotted path of a module that is a Keeper. Raises ValueError for a name taken."""
    if _declared.setdefault(name, keeper) != keeper:
        raise ValueError(f"two kinds of personal records call themselves {name!r}")


def keepers() -> dict[str, Keeper]:
    """By name, in the order in which the rooms declared them."""
    return {name: cast(Keeper, import_module(path)) for name, path in _declared.items()}
