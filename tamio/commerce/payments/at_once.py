"""Whoever pays back within the transaction itself, because no money moves: gift cards.

A room above this one says how; this room knows only when. Data only, like destinations.
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.utils.module_loading import import_string

from tamio.commerce.payments.models import Refund

_declared: dict[str, str] = {}


def declare(provider: str, *, give_back: str) -> None:
    """`give_back`: dotted path of `(Refund, datetime) -> None`; what it cannot do it must not have
    taken. Raises ValueError if the provider is declared otherwise.
    """
    if _declared.setdefault(provider, give_back) != give_back:
        raise ValueError(f"two rooms pay back for {provider!r}")


def is_at_once(provider: str) -> bool:
    return provider in _declared


def give_back(refund: Refund, *, now: datetime) -> None:
    cast("Callable[[Refund, datetime], None]", import_string(_declared[refund.provider]))(
        refund, now
    )
