"""Closing one's own account: what goes and what stays, the password once more, and out."""

from typing import cast

from allauth.account.decorators import reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django import forms
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import not_shared
from tamio.clock import now
from tamio.commerce.people.closing import LastOwner, close, last_owned
from tamio.commerce.people.models import SignIn, User

_UNPROCESSABLE = 422


class ClosingForm(forms.Form):
    """What cannot be undone is said yes to."""

    understood = forms.BooleanField(
        label=_("Close my account for good"),
        error_messages={"required": _("Tick that you want it closed. It cannot be opened again.")},
    )


def let_go(user: User) -> None:
    """Sessions, second factors and addresses: nobody is signed in as them any more, anywhere."""
    own = SignIn.objects.filter(user=user)
    Session.objects.filter(session_key__in=own.values("session_key")).delete()
    own.delete()
    for factor in Authenticator.objects.filter(user=user):
        factor.delete()
    EmailAddress.objects.filter(user=user).delete()


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
@reauthentication_required(allow_get=True)  # type: ignore[untyped-decorator]  # allauth is untyped
def close_account(request: HttpRequest) -> HttpResponse:
    """Looking takes no password. Posted, it takes one that was shown a few minutes ago at most, or
    the second factor; the library asks, and goes on from there.
    """
    user = cast(User, request.user)
    form = ClosingForm(request.POST if request.method == "POST" else None)
    if not form.is_valid() or last_owned(user):
        return _page(request, user, form)
    try:
        close(user, now=now())
    except LastOwner:
        # The other owner left at this moment.
        return _page(request, user, form)
    logout(request)
    return not_shared(render(request, "backoffice/signing_in/account_closed.html"))


def _page(request: HttpRequest, user: User, form: ClosingForm) -> HttpResponse:
    shown = {
        "form": form,
        "last_owned": last_owned(user),
        "memberships": user.memberships.select_related("store", "agency").order_by("pk"),
    }
    template = "backoffice/signing_in/close_account.html"
    status = _UNPROCESSABLE if request.method == "POST" else 200
    return not_shared(render(request, template, shown, status=status))
