"""Invitations: made, sent again with a new link, taken back, and accepted once within a week."""

import hashlib
import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from django.db import transaction

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note
from tamio.commerce.people.changing import join
from tamio.commerce.people.models import Invitation, Membership, User
from tamio.commerce.people.places import PERSON, Place, place_of
from tamio.commerce.people.roles import Role

LASTS = timedelta(days=7)


class Refused(StrEnum):
    """Why nobody was invited."""

    MEMBER = "member"
    INVITED = "invited"


class NotInvited(Exception):
    """`why` nothing was sent."""

    def __init__(self, why: Refused) -> None:
        super().__init__(why.value)
        self.why = why


class Over(Exception):
    """The invitation was accepted, taken back or out of date a moment ago."""


def invite(
    place: Place, *, email: str, role: Role, by: str, now: datetime
) -> tuple[Invitation, str]:
    """The invitation and the token of its link. Inside a transaction, with the letter's queueing.

    Raises NotInvited for who is here already, or is invited.
    """
    address = email.strip().lower()
    _refuse_who_is_here(place, address)
    _end_old(place, address, now=now)
    if _open(place, address):
        raise NotInvited(Refused.INVITED)
    token = secrets.token_urlsafe(32)
    invitation = Invitation.objects.create(
        store_id=place.store_id,
        agency_id=place.agency_id,
        email=address,
        role=role,
        digest=_digest(token),
        invited_by=by,
        sent_at=now,
        expires_at=now + LASTS,
    )
    _note(invitation, What.CREATED, by=by, now=now)
    return invitation, token


def renew(invitation: Invitation, *, now: datetime) -> str:
    """The token of a new link, which lasts a week from now; the old link is worth nothing.

    Inside a transaction. Raises Over for one that was accepted or taken back.
    """
    token = secrets.token_urlsafe(32)
    renewed = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, taken_back_at=None)
    if not renewed.update(digest=_digest(token), sent_at=now, expires_at=now + LASTS):
        raise Over
    invitation.refresh_from_db()
    return token


def take_back(invitation: Invitation, *, by: str, now: datetime) -> None:
    """Raises Over for one that was accepted or taken back."""
    with transaction.atomic():
        left = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, taken_back_at=None)
        if not left.update(taken_back_at=now):
            raise Over
        _note(invitation, What.ERASED, by=by, now=now)


def find(token: str) -> Invitation | None:
    """Whatever has become of it; None for a link that never was, or was replaced by a new one."""
    found = Invitation.objects.select_related("store__agency", "agency")
    return found.filter(digest=_digest(token)).first()


def is_open(invitation: Invitation, *, now: datetime) -> bool:
    ended = invitation.accepted_at or invitation.taken_back_at
    return ended is None and invitation.expires_at > now


def use(invitation: Invitation, *, now: datetime) -> None:
    """Inside a transaction. Of two clicks at once, one uses it; the other raises Over."""
    usable = Invitation.objects.filter(
        pk=invitation.pk, digest=invitation.digest, accepted_at=None, taken_back_at=None
    )
    if not usable.filter(expires_at__gt=now).update(accepted_at=now):
        raise Over


def accept(invitation: Invitation, *, user: User, now: datetime) -> Membership:
    """The role that was waiting. Raises Over."""
    with transaction.atomic():
        use(invitation, now=now)
        role = Role(invitation.role)
        return join(user, place=place_of(invitation), role=role, by=user.email, now=now)


def _refuse_who_is_here(place: Place, address: str) -> None:
    if place.memberships().filter(user__email=address).exists():
        raise NotInvited(Refused.MEMBER)


def _end_old(place: Place, address: str, *, now: datetime) -> None:
    """What nobody accepted in time gives way to a new one."""
    old = place.invitations().filter(email=address, accepted_at=None, taken_back_at=None)
    old.filter(expires_at__lte=now).update(taken_back_at=now)


def _open(place: Place, address: str) -> bool:
    unanswered = place.invitations().filter(accepted_at=None, taken_back_at=None)
    return unanswered.filter(email=address).exists()


def _note(invitation: Invitation, what: What, *, by: str, now: datetime) -> None:
    # The person may not have an account yet: the invitation's address is who it is about.
    for subject in place_of(invitation).subjects(kind=PERSON, pk=None, name=invitation.email):
        note(subject=subject, what=what, by=by, now=now, after=invitation.role)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
