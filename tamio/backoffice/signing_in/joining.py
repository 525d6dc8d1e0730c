"""Accepting an invitation: with the account one has, with a new one, or in an agency's name."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import not_shared
from tamio.backoffice.signing_in.hearing import INVITATION, keep_session
from tamio.clock import now
from tamio.commerce.people import inviting
from tamio.commerce.people.agencies import Over, UnderAnother, found_agency, take_on
from tamio.commerce.people.models import Agency, Invitation, User
from tamio.commerce.people.roles import Role
from tamio.commerce.people.words import AGENCY_ROLE_WORDS, ROLE_NAMES, ROLE_WORDS
from tamio.look.fields import validate_printable

_BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


class NewAccountForm(forms.Form):
    """The address is the invitation's own: whoever reads its mail has shown that it is theirs."""

    name = forms.CharField(
        label=gettext_lazy("Your name"), max_length=100, validators=[validate_printable]
    )
    password = forms.CharField(
        label=gettext_lazy("Password"),
        help_text=gettext_lazy("At least ten characters, and not one of the common ones."),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        strip=False,
    )

    def clean_password(self) -> str:
        password = str(self.cleaned_data["password"])
        validate_password(password)
        return password


class AgencyForm(forms.Form):
    """One of the agencies that one owns, or a new one."""

    agency = forms.ModelChoiceField(
        label=gettext_lazy("Agency"),
        queryset=Agency.objects.none(),
        required=False,
        empty_label=gettext_lazy("A new agency"),
    )
    name = forms.CharField(
        label=gettext_lazy("The new agency's name"),
        max_length=100,
        required=False,
        validators=[validate_printable],
    )

    def __init__(self, *args: Any, user: User, **options: Any) -> None:
        super().__init__(*args, **options)
        owned = Agency.objects.filter(memberships__user=user, memberships__role=Role.OWNER)
        field = cast("forms.ModelChoiceField[Agency]", self.fields["agency"])
        field.queryset = owned
        field.initial = owned.first()
        if not owned.exists():
            del self.fields["agency"]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("agency") and not given.get("name"):
            raise ValidationError({"name": _("Write what the agency is called.")})
        return given


@require_http_methods(["GET", "HEAD", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Looking at it does not use it: mail programs look at every link."""
    found = inviting.find(token)
    if found is None or not inviting.is_open(found, now=now()):
        shown = {"invitation": found, "passed": found is not None and _passed(found)}
        return _page(request, "invitation_over", shown, status=410)
    if not request.user.is_authenticated:
        return _of_a_visitor(request, found)
    user = request.user
    if user.email != found.email:
        return _page(request, "invitation_other", {"invitation": found}, status=409)
    if found.store_id is not None and found.role == Role.AGENCY:
        return _of_an_agency(request, found, user)
    if request.method == "POST":
        return _joined(request, found, user)
    return _page(request, "invitation", _words(found))


def _of_a_visitor(request: HttpRequest, found: Invitation) -> HttpResponse:
    if User.objects.filter(email=found.email).exists():
        return _page(request, "invitation_sign_in", _words(found))
    form = NewAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return _with_a_new_account(request, found, form)
    shown = _words(found) | {"form": form}
    return _page(request, "invitation_new", shown, status=422 if form.errors else 200)


def _with_a_new_account(
    request: HttpRequest, found: Invitation, form: NewAccountForm
) -> HttpResponse:
    """An invitation to an agency is then answered by the new account on the same page."""
    try:
        with transaction.atomic():
            user = User.objects.create_user(
                email=found.email,
                name=form.cleaned_data["name"],
                password=form.cleaned_data["password"],
                language=(get_language() or "sv")[:2],
            )
            asks_an_agency = found.store_id is not None and found.role == Role.AGENCY
            if not asks_an_agency:
                inviting.accept(found, user=user, now=now())
            login(request, user, backend=_BACKEND)
            keep_session(request, user, how=INVITATION)
    except (Over, ValidationError):
        # Answered in another window a moment ago: the page says how it stands.
        return redirect(request.path)
    return redirect(request.path) if asks_an_agency else _in(request, found)


def _of_an_agency(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    form = AgencyForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        at = now()
        try:
            with transaction.atomic():
                agency = form.cleaned_data.get("agency") or found_agency(
                    user, name=form.cleaned_data["name"], now=at
                )
                take_on(found, agency=agency, by=user.email, now=at)
        except Over:
            return redirect(request.path)
        except UnderAnother:
            said = _("Another agency runs the store. Its owner must end that first.")
            form.add_error(None, said)
        else:
            return _in(request, found)
    shown = _words(found) | {"form": form}
    return _page(request, "invitation_agency", shown, status=422 if form.errors else 200)


def _joined(request: HttpRequest, found: Invitation, user: User) -> HttpResponse:
    try:
        inviting.accept(found, user=user, now=now())
    except Over:
        return redirect(request.path)
    return _in(request, found)


def _in(request: HttpRequest, found: Invitation) -> HttpResponse:
    said = _("Welcome to %(place)s.") % {"place": found.store or found.agency}
    messages.success(request, said)
    if found.store is not None:
        return redirect("backoffice:dashboard", store_slug=found.store.slug)
    return redirect("agencies:agency", pk=found.agency_id)


def _words(found: Invitation) -> dict[str, Any]:
    role = Role(found.role)
    means = ROLE_WORDS if found.store_id is not None else AGENCY_ROLE_WORDS
    asks_an_agency = found.store_id is not None and role == Role.AGENCY
    return {
        "invitation": found,
        "place": found.store or found.agency,
        "role": ROLE_NAMES[role],
        "means": means[role],
        "asks_an_agency": asks_an_agency,
        "brand": None if asks_an_agency else found.agency or (found.store and found.store.agency),
    }


def _passed(found: Invitation) -> bool:
    """Nobody answered in time."""
    return found.accepted_at is None and found.taken_back_at is None


def _page(
    request: HttpRequest, name: str, shown: dict[str, Any], *, status: int = 200
) -> HttpResponse:
    template = f"backoffice/signing_in/{name}.html"
    return not_shared(render(request, template, shown, status=status))
