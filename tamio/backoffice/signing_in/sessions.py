"""Where one is signed in, and signing out from there."""

from typing import cast

from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.sessions.models import Session
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from tamio.backoffice.access import not_shared
from tamio.backoffice.signing_in.seen import SIGN_IN
from tamio.clock import now
from tamio.commerce.people.models import SignIn, User
from tamio.commerce.people.privacy import known_of_user

#: Nobody looks through more; the oldest are reached by signing out of all.
_MOST = 50


@require_safe
@login_required
def sessions(request: HttpRequest) -> HttpResponse:
    """This session first, then the others, by when they were last seen."""
    current = request.session.get(SIGN_IN)
    found = sorted(_alive(request)[:_MOST], key=lambda each: each.pk != current)
    shown = {"sessions": found, "current": current, "others": len(found) > 1}
    return not_shared(render(request, "backoffice/signing_in/sessions.html", shown))


@require_POST
@login_required
def end_session(request: HttpRequest, pk: int) -> HttpResponse:
    """Signs out of one of one's own sessions."""
    ended = get_object_or_404(SignIn, user=cast(User, request.user), pk=pk)
    if ended.pk == request.session.get(SIGN_IN):
        return redirect("account_logout")
    _end(SignIn.objects.filter(pk=ended.pk))
    messages.success(request, _("You are signed out there."))
    return redirect("me:sessions")


@require_POST
@login_required
def end_other_sessions(request: HttpRequest) -> HttpResponse:
    """Signs out of all sessions of one's own but this."""
    own = SignIn.objects.filter(user=cast(User, request.user))
    ended = _end(own.exclude(pk=request.session.get(SIGN_IN, 0)))
    said = ngettext(
        "You are signed out on one other device.",
        "You are signed out on %(count)d other devices.",
        ended,
    )
    messages.success(request, said % {"count": ended})
    return redirect("me:sessions")


@require_safe
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept of the person who asks, as a file (GDPR art. 15 and 20)."""
    user = cast(User, request.user)
    factors = Authenticator.objects.filter(user=user).values("type", "created_at", "last_used_at")
    answer = JsonResponse(
        known_of_user(user) | {"second_factors": list(factors)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    answer["Content-Disposition"] = 'attachment; filename="tamio.json"'
    return not_shared(answer)


def _alive(request: HttpRequest) -> QuerySet[SignIn]:
    going_on = Session.objects.filter(expire_date__gt=now()).values("session_key")
    return SignIn.objects.filter(user=cast(User, request.user), session_key__in=going_on)


def _end(rows: QuerySet[SignIn]) -> int:
    """How many were still going on."""
    with transaction.atomic():
        keys = list(rows.values_list("session_key", flat=True))
        ended, _kinds = Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
    return ended
