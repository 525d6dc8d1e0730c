"""What people belong to: a store, or an agency. Both know owners, and never lose the last one."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tamio.commerce.audit.record import Subject
from tamio.commerce.people.models import Agency, Invitation, Membership
from tamio.commerce.people.roles import IN_A_STORE, IN_AN_AGENCY, Role

#: Kind of the subject in the audit trail, and of an agency's hold on a store.
PERSON = "person"
AGENCY = "agency"
SIGN_IN = "sign-in"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A store, or an agency with the stores it runs: one of the two ids is given."""

    store_id: int | None = None
    agency_id: int | None = None

    @property
    def roles(self) -> tuple[Role, ...]:
        return IN_A_STORE if self.store_id is not None else IN_AN_AGENCY

    @property
    def invitable(self) -> tuple[Role, ...]:
        """A store may also ask an agency to run it."""
        return (*self.roles, Role.AGENCY) if self.store_id is not None else self.roles

    def memberships(self) -> QuerySet[Membership]:
        return Membership.objects.filter(self._here())

    def invitations(self) -> QuerySet[Invitation]:
        return Invitation.objects.filter(self._here())

    def owners(self) -> QuerySet[Membership]:
        """Those who can still sign in."""
        return self.memberships().filter(role=Role.OWNER, user__is_active=True)

    def subjects(self, *, kind: str, pk: int | None, name: str) -> list[Subject]:
        """Whose audit trails tell of it: the store's, or those of all stores that the agency runs.

        An agency without stores has no audit trail.
        """
        stores: Iterable[int | None] = [self.store_id]
        if self.agency_id is not None:
            reached = Agency.objects.filter(pk=self.agency_id, stores__isnull=False)
            stores = reached.values_list("stores", flat=True)
        return [
            Subject(store_id=store, kind=kind, id=pk, name=name)
            for store in stores
            if store is not None
        ]

    def _here(self) -> Q:
        if self.store_id is not None:
            return Q(store_id=self.store_id)
        assert self.agency_id is not None
        return Q(agency_id=self.agency_id)


def place_of(of: Membership | Invitation) -> Place:
    return Place(store_id=of.store_id, agency_id=of.agency_id)
