"""Closes a person's own account: roles end, what is theirs alone goes, who they were is blanked.

The row itself stays, without a name: filters that they shared go on, and no other person gets its
key. What they did in a store stays on its audit trail under their address, as long as the law asks
(GDPR art. 17.3 b; retention.py).
"""

from collections.abc import Callable
from datetime import datetime
from typing import cast

from django.db import transaction
from django.utils.module_loading import import_string

from tamio.commerce.people.changing import LastOwner, remove
from tamio.commerce.people.models import Invitation, Membership, User
from tamio.commerce.people.places import place_of
from tamio.commerce.people.roles import Role

__all__ = ["LastOwner", "close", "declare", "last_owned"]

LetGo = Callable[[User], None]

_declared: dict[str, str] = {}


def declare(name: str, let_go: str) -> None:
    """`let_go`: dotted path of a function that takes a User and deletes what a room keeps for them
    alone, in the transaction of the closing. Raises ValueError for a name taken.
    """
    if _declared.setdefault(name, let_go) != let_go:
        raise ValueError(f"two rooms call what they keep for people {name!r}")


def last_owned(user: User) -> list[Membership]:
    """Where nobody would decide any more: each needs another owner first."""
    owned = user.memberships.filter(role=Role.OWNER).select_related("store", "agency")
    return [each for each in owned.order_by("pk") if _is_last(each) and not _ends_with(each)]


def close(user: User, *, now: datetime) -> None:
    """All of it or nothing. Raises LastOwner."""
    with transaction.atomic():
        kept = User.objects.select_for_update().get(pk=user.pk)
        for membership in kept.memberships.select_related("agency").order_by("pk"):
            _leave(membership, by=kept.email, now=now)
        for path in _declared.values():
            cast(LetGo, import_string(path))(kept)
        _blank(kept)


def _leave(membership: Membership, *, by: str, now: datetime) -> None:
    if membership.agency is not None and _ends_with(membership):
        membership.agency.delete()
    else:
        remove(membership, by=by, now=now)


def _is_last(membership: Membership) -> bool:
    return not place_of(membership).owners().exclude(pk=membership.pk).exists()


def _ends_with(membership: Membership) -> bool:
    """An agency that nobody else is in and that runs no store."""
    agency = membership.agency
    if agency is None or agency.stores.exists():
        return False
    return not agency.memberships.exclude(pk=membership.pk).exists()


def _blank(user: User) -> None:
    """Nobody can have such an address (RFC 2606), so nobody signs in or is written to by it."""
    nobody = f"closed-{user.pk}@tamio.invalid"
    Invitation.objects.filter(email=user.email).delete()
    Invitation.objects.filter(invited_by=user.email).update(invited_by=nobody)
    user.email, user.name, user.is_active, user.last_login = nobody, "", False, None
    user.set_unusable_password()
    user.save()
