"""A store comes under an agency, and leaves it; its own people remain its own."""

from datetime import datetime

from django.db import transaction

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.people.changing import join
from tamio.commerce.people.inviting import Over, use
from tamio.commerce.people.models import Agency, Invitation, User
from tamio.commerce.people.places import AGENCY, Place
from tamio.commerce.people.roles import Role


class Ownerless(Exception):
    """The store has no owner of its own, so nobody would see it without the agency."""


class UnderAnother(Exception):
    """Another agency runs the store already; that must end first."""


def found_agency(user: User, *, name: str, now: datetime) -> Agency:
    """An agency with `user` as its owner. Inside a transaction."""
    agency = Agency.objects.create(name=name)
    place = Place(agency_id=agency.pk)
    join(user, place=place, role=Role.OWNER, by=user.email, now=now)
    return agency


def take_on(invitation: Invitation, *, agency: Agency, by: str, now: datetime) -> None:
    """The store of the invitation comes under `agency`. Inside a transaction.

    Raises Over for an invitation that was used, UnderAnother.
    """
    use(invitation, now=now)
    store = invitation.store
    assert store is not None
    # Of two agencies at once, one gets it.
    free = type(store)._default_manager.filter(pk=store.pk, agency=None)
    if not free.update(agency=agency):
        raise UnderAnother
    _note(store.pk, agency, What.CONNECTED, by=by, now=now)


def part(*, store_id: int, agency: Agency, by: str, now: datetime) -> None:
    """Either side may end it. Raises Ownerless; Over if it has ended already."""
    with transaction.atomic():
        if not Place(store_id=store_id).owners().exists():
            raise Ownerless
        if not agency.stores.filter(pk=store_id).update(agency=None):
            raise Over
        _note(store_id, agency, What.DISCONNECTED, by=by, now=now)


def _note(store_id: int, agency: Agency, what: What, *, by: str, now: datetime) -> None:
    subject = Subject(store_id=store_id, kind=AGENCY, id=agency.pk, name=agency.name)
    note(subject=subject, what=what, by=by, now=now)


__all__ = ["Over", "Ownerless", "UnderAnother", "found_agency", "part", "take_on"]
