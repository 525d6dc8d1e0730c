"""People and invitations as rows of a page."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.people.models import Agency, Invitation, Membership
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import RIGHTS, Right, Role
from tamio.commerce.people.words import RIGHT_WORDS, ROLE_NAMES, ROLE_WORDS
from tamio.look.chips import Chip, Text, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    membership: Membership
    role: Text
    second_factor: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationRow:
    invitation: Invitation
    role: Text
    state: Chip


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleColumn:
    role: Role
    name: Text
    words: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RightRow:
    """`marks`: for each role in the order of the columns, whether it has the right."""

    words: Text
    marks: Sequence[tuple[RoleColumn, bool]]


def people_of(place: Place) -> list[PersonRow]:
    """Two queries, however many people."""
    found = place.memberships().select_related("user").order_by("user__name", "user__email")
    memberships = list(found)
    users = [each.user_id for each in memberships]
    two_factor = set(
        Authenticator.objects.filter(user_id__in=users).values_list("user_id", flat=True)
    )
    return [
        PersonRow(
            membership=each,
            role=ROLE_NAMES[Role(each.role)],
            second_factor=_second_factor(there=each.user_id in two_factor),
        )
        for each in memberships
    ]


def invitations_of(place: Place, *, now: datetime) -> list[InvitationRow]:
    """Those that nobody has answered yet, the newest first."""
    unanswered = place.invitations().filter(accepted_at=None, taken_back_at=None)
    return [
        InvitationRow(
            invitation=each, role=ROLE_NAMES[Role(each.role)], state=_state(each, now=now)
        )
        for each in unanswered.order_by("-pk")
    ]


def columns() -> list[RoleColumn]:
    return [RoleColumn(role=role, name=ROLE_NAMES[role], words=ROLE_WORDS[role]) for role in Role]


def table(shown: Iterable[RoleColumn]) -> list[RightRow]:
    heads = list(shown)
    return [
        RightRow(
            words=RIGHT_WORDS[right], marks=[(head, right in RIGHTS[head.role]) for head in heads]
        )
        for right in Right
    ]


def agency_count(agency: Agency) -> str:
    count = agency.memberships.count()
    said = ngettext("one person", "%(count)d people", count)
    return said % {"count": count}


def _second_factor(*, there: bool) -> Chip:
    if there:
        return Chip(state=_("Two-factor"), tone=Tone.GOOD)
    return Chip(state=_("Password only"), tone=Tone.NEUTRAL)


def _state(invitation: Invitation, *, now: datetime) -> Chip:
    if invitation.expires_at <= now:
        return Chip(state=_("Out of date"), tone=Tone.NEEDS_YOU)
    return Chip(state=_("Waits for an answer"), tone=Tone.WAITING)
