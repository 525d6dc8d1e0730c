"""Invitations that were sent to a person's address, where a customer was invited to the store."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from tamio.commerce.people.models import Invitation, SignIn, User
from tamio.commerce.privacy.records import Extent, Person, Text

label = gettext_lazy("Invitations to the back office")


def known(person: Person) -> Sequence[Mapping[str, Any]]:
    """Not the links: a file with them would open the door to whoever finds it."""
    return [_told(invitation) for invitation in _invitations(person)]


def extent(person: Person) -> Extent:
    return Extent(goes=_invitations(person).count())


def erase(person: Person, *, now: datetime) -> None:
    """A role that was accepted stays: it is the person's account, not their custom, that has it."""
    _invitations(person).delete()


def hindrance(person: Person) -> Text:
    return ""


def known_of_user(user: User) -> dict[str, Any]:
    """All that is kept of someone who signs in, apart from what the audit trails must keep."""
    return {
        "account": {
            "email": user.email,
            "name": user.name,
            "language": user.language,
            "last_login": user.last_login,
        },
        "roles": [
            {"store": str(each.store or ""), "agency": str(each.agency or ""), "role": each.role}
            for each in user.memberships.select_related("store", "agency").order_by("pk")
        ],
        "sessions": list(
            SignIn.objects.filter(user=user).values(
                "at", "last_seen_at", "browser", "system", "language"
            )
        ),
        "invitations": [_told(each) for each in Invitation.objects.filter(email=user.email)],
    }


def _told(invitation: Invitation) -> Mapping[str, Any]:
    return {
        "email": invitation.email,
        "role": invitation.role,
        "invited_by": invitation.invited_by,
        "sent_at": invitation.sent_at,
        "accepted_at": invitation.accepted_at,
        "taken_back_at": invitation.taken_back_at,
    }


def _invitations(person: Person) -> QuerySet[Invitation]:
    return Invitation.objects.filter(person.at("email"), store=person.store_id)
