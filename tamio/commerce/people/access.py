"""Which stores a person sees, and what they may do there."""

from collections.abc import Iterable

from django.db.models import Q

from tamio.commerce.people.models import Membership, User
from tamio.commerce.people.roles import RIGHTS, Right, Role


def reaches(*, user: User) -> Q:
    """A filter over stores: those the person has a role in, directly or through an agency."""
    return Q(memberships__user=user) | Q(agency__memberships__user=user)


def rights_in(*, user: User, store_id: int, agency_id: int | None) -> frozenset[Right]:
    """Everything the person may do in that store; empty for a stranger."""
    through_agency = Q(agency_id=agency_id) if agency_id is not None else Q(pk__in=[])
    found = Membership.objects.filter(Q(store_id=store_id) | through_agency, user=user)
    return _union(Role(role) for role in found.values_list("role", flat=True))


def _union(roles: Iterable[Role]) -> frozenset[Right]:
    return frozenset().union(*(RIGHTS[role] for role in roles))
