"""The page of a store's tokens of the API."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.tokens.forms import TokenForm
from tamio.clock import now
from tamio.commerce.people.roles import Right

_UNPROCESSABLE = 422
#: So many of those that work no more are still told of; the audit trail tells of all.
_REVOKED_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def api_tokens(request: StoreRequest) -> HttpResponse:
    """What there is, and a form for another. Posted, the new one is shown in the answer itself:
    its text is kept nowhere, not in a session either, so no other page could.
    """
    form = TokenForm(request.POST if request.method == "POST" else None, store=request.store)
    if not accepted(request, form):
        return _page(request, form)
    token, plain = form.make(by=request.user.email, now=now())
    answer = _page(request, TokenForm(store=request.store), made=token, plain=plain)
    patch_cache_control(answer, no_store=True)
    return answer


@require_POST
@store_page(right=Right.EDIT_STORE)
def revoked(request: StoreRequest, pk: int) -> HttpResponse:
    """Whoever uses it is let in no more."""
    token = get_object_or_404(request.store.api_tokens, pk=pk)
    if token.revoke(now=now(), by=request.user.email):
        said = _("“%(name)s” is revoked: nobody is let in with it any more.")
        messages.success(request, said % {"name": token.name})
    else:
        messages.info(request, _("“%(name)s” was revoked before.") % {"name": token.name})
    return redirect("backoffice:api_tokens", request.store.slug)


def _page(request: StoreRequest, form: TokenForm, **made: object) -> HttpResponse:
    tokens = request.store.api_tokens.order_by("-pk")
    shown = {
        "form": form,
        "tokens": list(tokens.filter(revoked_at=None)),
        "revoked": list(tokens.exclude(revoked_at=None)[:_REVOKED_SHOWN]),
        **made,
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/tokens/tokens.html", shown, status=status)
