"""What is done with people and invitations alike, in a store and in an agency."""

from collections.abc import Collection

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from tamio.backoffice.people.forms import InvitationForm
from tamio.clock import now
from tamio.commerce.letters.invitations import NoLane, mail_invitation
from tamio.commerce.people import changing, inviting
from tamio.commerce.people.changing import LastOwner
from tamio.commerce.people.inviting import NotInvited, Over, Refused
from tamio.commerce.people.models import Invitation, Membership, User
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import Role


def send(place: Place, form: InvitationForm, *, by: User) -> bool:
    """Whether it is on its way; else the form says why not."""
    at, email = now(), form.cleaned_data["email"]
    try:
        with transaction.atomic():
            made, token = inviting.invite(place, email=email, role=form.chosen, by=by.email, now=at)
            _mail(made, token, by=by)
    except NotInvited as refused:
        form.add_error("email", _why_not(refused.why))
    except NoLane:
        form.add_error(None, _no_lane())
    return form.is_valid()


def send_again(request: HttpRequest, invitation: Invitation, *, by: User) -> None:
    try:
        with transaction.atomic():
            token = inviting.renew(invitation, now=now())
            _mail(invitation, token, by=by)
    except Over:
        messages.warning(request, _over())
    except NoLane:
        messages.warning(request, _no_lane())
    else:
        said = _("A new link is on its way to %(email)s. The old one no longer works.")
        messages.success(request, said % {"email": invitation.email})


def take_back(request: HttpRequest, invitation: Invitation, *, by: User) -> None:
    try:
        inviting.take_back(invitation, by=by.email, now=now())
    except Over:
        messages.warning(request, _over())
    else:
        messages.success(request, _("The invitation is taken back. Its link no longer works."))


def change_role(request: HttpRequest, membership: Membership, role: Role, *, by: User) -> None:
    try:
        changing.change_role(membership, role=role, by=by.email, now=now())
    except LastOwner:
        messages.error(request, _last_owner())
    else:
        messages.success(request, _("%(person)s has the new role.") % {"person": membership.user})


def remove(request: HttpRequest, membership: Membership, *, by: User) -> None:
    try:
        changing.remove(membership, by=by.email, now=now())
    except LastOwner:
        messages.error(request, _last_owner())
    else:
        said = _("%(person)s no longer has a role here.")
        messages.success(request, said % {"person": membership.user})


def offered(place: Place, roles: Collection[Role], *, governs: bool) -> list[Role]:
    """Only owners make owners; while there is none, whoever may invite names the first."""
    if governs or not place.owners().exists():
        return list(roles)
    return [role for role in roles if role not in {Role.OWNER, Role.AGENCY}]


def _mail(invitation: Invitation, token: str, *, by: User) -> None:
    language = (get_language() or "sv")[:2]
    mail_invitation(invitation, token=token, by=str(by), language=language, now=now())


def _why_not(why: Refused) -> str:
    return {
        Refused.MEMBER: _("This person has a role here already. Change it in the list of people."),
        Refused.INVITED: _("This person is invited already. Send the invitation again instead."),
    }[why]


def _no_lane() -> str:
    return _("E-mail leaves through a store, and the agency runs none yet. Take on a client first.")


def _over() -> str:
    return _("The invitation has just been accepted or taken back.")


def _last_owner() -> str:
    return _("Nobody else here is an owner. Make somebody else an owner first.")
