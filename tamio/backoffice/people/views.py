"""The people of a store, and the invitations to it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.audit.kinds import STORE
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.people import acting
from tamio.backoffice.people.forms import InvitationForm, RoleForm
from tamio.backoffice.people.shown import (
    agency_count,
    columns,
    invitations_of,
    people_of,
    table,
)
from tamio.backoffice.signing_in.second_factor import has_second_factor
from tamio.clock import now
from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.people.agencies import Over, Ownerless, part
from tamio.commerce.people.models import Membership
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import Right, Role


@require_safe
@store_page(right=Right.MANAGE_PEOPLE)
def people(request: StoreRequest) -> HttpResponse:
    """Who has which role, who is invited, and which agency sees the store too."""
    place, agency = _place(request), request.store.agency
    shown = {
        "people": people_of(place),
        "invitations": invitations_of(place, now=now()),
        "agency": agency,
        "agency_people": agency_count(agency) if agency else "",
        "governs": Right.GOVERN in request.rights,
        "has_owner": place.owners().exists(),
        "self": request.user,
    }
    return render(request, "backoffice/people/people.html", shown)


@require_safe
@store_page()
def roles(request: StoreRequest) -> HttpResponse:
    """The table of who may do what; for all, since it answers why one may not."""
    heads = columns()
    shown = {"columns": heads, "rows": table(heads)}
    return render(request, "backoffice/people/roles.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.MANAGE_PEOPLE)
@checked
def invite(request: StoreRequest) -> HttpResponse:
    """By mail, as one of the roles that one may give."""
    place = _place(request)
    offered = acting.offered(place, place.invitable, governs=Right.GOVERN in request.rights)
    if request.store.agency_id is not None:
        offered = [role for role in offered if role != Role.AGENCY]
    form = InvitationForm(request.POST or None, offered=offered)
    if accepted(request, form) and acting.send(place, form, by=request.user):
        said = _("The invitation is on its way to %(email)s.")
        messages.success(request, said % {"email": form.cleaned_data["email"]})
        return redirect("backoffice:people", store_slug=request.store.slug)
    status = 422 if form.errors else 200
    return render(request, "backoffice/people/invite.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.MANAGE_PEOPLE)
def person(request: StoreRequest, pk: int) -> HttpResponse:
    """One person's role here; only owners change an owner's, or make one."""
    membership = _membership(request, pk)
    if request.method == "POST":
        _spare_owners(request, membership)
    place = _place(request)
    offered = acting.offered(place, place.roles, governs=Right.GOVERN in request.rights)
    form = RoleForm(request.POST or None, offered=offered, initial={"role": membership.role})
    if request.method == "POST" and form.is_valid():
        acting.change_role(request, membership, form.chosen, by=request.user)
        return redirect("backoffice:people", store_slug=request.store.slug)
    shown = {
        "form": form,
        "membership": membership,
        "may_change": _may_change(request, membership),
    }
    status = 422 if form.errors else 200
    return render(request, "backoffice/people/person.html", shown, status=status)


@require_POST
@store_page(right=Right.MANAGE_PEOPLE)
def remove_person(request: StoreRequest, pk: int) -> HttpResponse:
    """Who removes themselves is led to what else they have."""
    membership = _membership(request, pk)
    _spare_owners(request, membership)
    acting.remove(request, membership, by=request.user)
    if membership.user_id == request.user.pk:
        return redirect("backoffice:entry")
    return redirect("backoffice:people", store_slug=request.store.slug)


@require_POST
@store_page(right=Right.MANAGE_PEOPLE)
def invite_again(request: StoreRequest, pk: int) -> HttpResponse:
    """With a new link; the old one is worth nothing."""
    invitation = get_object_or_404(request.store.invitations, pk=pk)
    _spare_owners(request, invitation)
    acting.send_again(request, invitation, by=request.user)
    return redirect("backoffice:people", store_slug=request.store.slug)


@require_POST
@store_page(right=Right.MANAGE_PEOPLE)
def take_back(request: StoreRequest, pk: int) -> HttpResponse:
    """The link in the letter no longer works."""
    invitation = get_object_or_404(request.store.invitations, pk=pk)
    _spare_owners(request, invitation)
    acting.take_back(request, invitation, by=request.user)
    return redirect("backoffice:people", store_slug=request.store.slug)


@require_POST
@store_page(right=Right.GOVERN)
def end_agency(request: StoreRequest) -> HttpResponse:
    """The agency's people no longer see the store; the store's own people stay."""
    agency = request.store.agency
    if agency is not None:
        _end(request)
    return redirect("backoffice:people", store_slug=request.store.slug)


@require_POST
@store_page(right=Right.GOVERN)
def two_factor(request: StoreRequest) -> HttpResponse:
    """Whether everyone with a role here must sign in with two factors."""
    required = request.POST.get("required") == "yes"
    if required and not has_second_factor(request.user):
        messages.error(request, _("Set up two-factor sign-in for yourself first."))
        return redirect("mfa_index")
    store, before = request.store, request.store.requires_two_factor
    with transaction.atomic():
        type(store)._default_manager.filter(pk=store.pk).update(requires_two_factor=required)
        note_change(
            subject=Subject(store_id=store.pk, kind=STORE, id=store.pk, name=""),
            before={"requires_two_factor": before},
            after={"requires_two_factor": required},
            by=request.user.email,
            now=now(),
        )
    messages.success(request, _required() if required else _("A password is enough again."))
    return redirect("backoffice:people", store_slug=request.store.slug)


def _place(request: StoreRequest) -> Place:
    return Place(store_id=request.store.pk)


def _membership(request: StoreRequest, pk: int) -> Membership:
    found = request.store.memberships.select_related("user")
    return get_object_or_404(found, pk=pk)


def _may_change(request: StoreRequest, of: object) -> bool:
    return getattr(of, "role", "") != Role.OWNER or Right.GOVERN in request.rights


def _spare_owners(request: StoreRequest, of: object) -> None:
    """An invitation to the first owner is sent again by whoever may invite one."""
    if isinstance(of, Membership):
        if not _may_change(request, of):
            need(request, Right.GOVERN)
        return
    role = Role(getattr(of, "role", ""))
    governs = Right.GOVERN in request.rights
    if role not in acting.offered(_place(request), [role], governs=governs):
        raise PermissionDenied(_("Only an owner invites owners and agencies."))


def _end(request: StoreRequest) -> None:
    agency = request.store.agency
    assert agency is not None
    try:
        part(store_id=request.store.pk, agency=agency, by=request.user.email, now=now())
    except Ownerless:
        messages.error(request, _("The store has no owner of its own. Invite one first."))
    except Over:
        messages.warning(request, _("The agency had left the store already."))
    else:
        said = _("%(agency)s no longer sees the store.")
        messages.success(request, said % {"agency": agency.name})


def _required() -> str:
    return _("Everyone with a role here now signs in with two factors, from their next page on.")
