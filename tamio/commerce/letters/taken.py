"""Invoices that another room reminds of: nobody gets letters of two kinds about one of them.

Data only: a room above this one says so in its AppConfig.ready.
"""

from collections.abc import Callable, Iterator
from typing import cast

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from tamio.commerce.stores.models import Store

#: Given the store, a query for the primary keys of invoices.
Taken = Callable[[Store], QuerySet]  # type: ignore[type-arg]  # of values, which stubs cannot say
_declared: dict[str, None] = {}


def declare(path: str) -> None:
    """`path`: dotted path of a `Taken`."""
    _declared[path] = None


def taken_over(store: Store) -> Iterator[QuerySet]:  # type: ignore[type-arg]
    """One query a room."""
    for path in _declared:
        yield cast("Taken", import_string(path))(store)
