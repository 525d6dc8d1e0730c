"""Which stores a person sees, and what they may do there."""

from django.db.models import Q

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import OWNERS_ONLY, RIGHTS, Right, Role


def reaches(*, user: User | int) -> Q:
    """A filter over stores: those the person, or whose key it is, has a role in, directly or
    through an agency.
    """
    return Q(memberships__user=user) | Q(agency__memberships__user=user)


def rights_in(*, user: User, store_id: int, agency_id: int | None) -> frozenset[Right]:
    """Everything the person may do in that store; empty for a stranger.

    Through an agency one has the rights of one's role there, without what is the owners' alone.
    """
    through_agency = Q(agency_id=agency_id) if agency_id is not None else Q(pk__in=[])
    found = Membership.objects.filter(Q(store_id=store_id) | through_agency, user=user)
    rights: frozenset[Right] = frozenset()
    for role, direct in found.values_list("role", "store_id"):
        rights |= RIGHTS[Role(role)] if direct is not None else RIGHTS[Role(role)] - OWNERS_ONLY
    return rights
