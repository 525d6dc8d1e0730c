"""An agency's people and clients."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.agencies.access import AgencyRequest, agency_page
from tamio.backoffice.agencies.clients import clients
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.people import acting
from tamio.backoffice.people.forms import InvitationForm, RoleForm
from tamio.backoffice.people.shown import invitations_of, people_of
from tamio.backoffice.signing_in.second_factor import has_second_factor
from tamio.clock import now
from tamio.commerce.people.agencies import Over, Ownerless, part
from tamio.commerce.people.models import Membership
from tamio.commerce.people.roles import Right
from tamio.commerce.people.words import AGENCY_ROLE_WORDS
from tamio.commerce.stores.models import Store


@require_safe
@agency_page()
def agency(request: AgencyRequest) -> HttpResponse:
    """The stores it runs and how they stand, its people, and who is invited."""
    has_factor = has_second_factor(request.user)
    found = clients(request.agency, params=request.GET, now=now(), has_factor=has_factor)
    shown = {
        "agency": request.agency,
        "people": people_of(request.place),
        "invitations": invitations_of(request.place, now=now()),
        "clients": found,
        "governs": request.governs,
        "may_make_stores": Right.EDIT_STORE in request.rights,
    }
    return render(request, "backoffice/agencies/agency.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(owners_only=True)
@checked
def invite(request: AgencyRequest) -> HttpResponse:
    """A colleague, by mail."""
    form = InvitationForm(
        request.POST or None, offered=request.place.invitable, words=AGENCY_ROLE_WORDS
    )
    if accepted(request, form) and acting.send(request.place, form, by=request.user):
        said = _("The invitation is on its way to %(email)s.")
        messages.success(request, said % {"email": form.cleaned_data["email"]})
        return _back(request)
    shown = {"agency": request.agency, "form": form}
    status = 422 if form.errors else 200
    return render(request, "backoffice/agencies/invite.html", shown, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@agency_page(owners_only=True)
def person(request: AgencyRequest, member: int) -> HttpResponse:
    """One person's role in the agency, and so in all its stores."""
    membership = _membership(request, member)
    form = RoleForm(
        request.POST or None,
        offered=request.place.roles,
        words=AGENCY_ROLE_WORDS,
        initial={"role": membership.role},
    )
    if request.method == "POST" and form.is_valid():
        acting.change_role(request, membership, form.chosen, by=request.user)
        return _back(request)
    shown = {"agency": request.agency, "form": form, "membership": membership}
    status = 422 if form.errors else 200
    return render(request, "backoffice/agencies/person.html", shown, status=status)


@require_POST
@agency_page()
def remove_person(request: AgencyRequest, member: int) -> HttpResponse:
    """An owner removes others; everyone may leave."""
    membership = _membership(request, member)
    leaves = membership.user_id == request.user.pk
    if not (request.governs or leaves):
        raise PermissionDenied(_("Only an owner of the agency may do this."))
    acting.remove(request, membership, by=request.user)
    return redirect("backoffice:entry") if leaves else _back(request)


@require_POST
@agency_page(owners_only=True)
def invite_again(request: AgencyRequest, invited: int) -> HttpResponse:
    """With a new link; the old one is worth nothing."""
    invitation = get_object_or_404(request.agency.invitations, pk=invited)
    acting.send_again(request, invitation, by=request.user)
    return _back(request)


@require_POST
@agency_page(owners_only=True)
def take_back(request: AgencyRequest, invited: int) -> HttpResponse:
    """The link in the letter no longer works."""
    invitation = get_object_or_404(request.agency.invitations, pk=invited)
    acting.take_back(request, invitation, by=request.user)
    return _back(request)


@require_POST
@agency_page(owners_only=True)
def end_client(request: AgencyRequest, store: int) -> HttpResponse:
    """The agency's people no longer see the store, which its own people go on running."""
    client = get_object_or_404(Store, agency=request.agency, pk=store)
    try:
        part(store_id=client.pk, agency=request.agency, by=request.user.email, now=now())
    except Ownerless:
        said = _("%(store)s has no owner of its own yet. Invite one on its page of people first.")
        messages.error(request, said % {"store": client.name})
    except Over:
        messages.warning(request, _("It had ended already."))
    else:
        messages.success(request, _("You no longer see %(store)s.") % {"store": client.name})
    return _back(request)


def _membership(request: AgencyRequest, member: int) -> Membership:
    return get_object_or_404(request.place.memberships().select_related("user"), pk=member)


def _back(request: AgencyRequest) -> HttpResponse:
    return redirect("agencies:agency", pk=request.agency.pk)
