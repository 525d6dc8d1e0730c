"""Changes a person's role, or takes them out of a store or an agency."""

from datetime import datetime

from django.db import transaction

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note, note_change
from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.places import PERSON, Place, place_of
from tamio.commerce.people.roles import Role


class LastOwner(Exception):
    """Without this person nobody would decide who may do what; name another owner first."""


def change_role(membership: Membership, *, role: Role, by: str, now: datetime) -> None:
    """Nothing is written if it is the role they have. Raises LastOwner."""
    with transaction.atomic():
        kept = _locked(membership)
        if role != Role.OWNER:
            _spare_the_last_owner(kept)
        before, kept.role = kept.role, role.value
        kept.save(update_fields=["role"])
        for subject in place_of(kept).subjects(kind=PERSON, pk=kept.user_id, name=kept.user.email):
            note_change(
                subject=subject, before={"role": before}, after={"role": kept.role}, by=by, now=now
            )


def remove(membership: Membership, *, by: str, now: datetime) -> None:
    """Their account stays, and so do their other roles. Raises LastOwner."""
    with transaction.atomic():
        gone = _locked(membership)
        _spare_the_last_owner(gone)
        subjects = place_of(gone).subjects(kind=PERSON, pk=gone.user_id, name=gone.user.email)
        gone.delete()
        for subject in subjects:
            note(subject=subject, what=What.DISCONNECTED, by=by, now=now, before=gone.role)


def join(user: User, *, place: Place, role: Role, by: str, now: datetime) -> Membership:
    """Inside a transaction. Who is there already keeps the role they have."""
    membership = place.memberships().filter(user=user).first()
    if membership is None:
        membership = Membership.objects.create(
            user=user, store_id=place.store_id, agency_id=place.agency_id, role=role
        )
        for subject in place.subjects(kind=PERSON, pk=user.pk, name=user.email):
            note(subject=subject, what=What.CONNECTED, by=by, now=now, after=role.value)
    return membership


def _locked(membership: Membership) -> Membership:
    """Of two who lower each other, the second finds that the first has done so."""
    place = place_of(membership)
    list(place.memberships().select_for_update().order_by("pk").values_list("pk"))
    return place.memberships().select_related("user").get(pk=membership.pk)


def _spare_the_last_owner(membership: Membership) -> None:
    others = place_of(membership).owners().exclude(pk=membership.pk)
    if membership.role == Role.OWNER and not others.exists():
        raise LastOwner
