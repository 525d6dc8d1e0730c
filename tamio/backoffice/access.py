"""Who may see a page: the one decorator that every page of the back office carries.

    @store_page(right=Right.SUBMIT_INVOICES)
    def submission(request: StoreRequest, number: int) -> HttpResponse: ...

The view hears no slug: the store is fetched through the person's own stores, and everything in
it through `request.store`, so what belongs to another store is a 404.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect
from django_htmx.middleware import HtmxDetails

from tamio.backoffice.checking import is_check, is_checked
from tamio.backoffice.signing_in.second_factor import has_second_factor
from tamio.commerce.people.access import rights_in
from tamio.commerce.people.models import User
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.clock import in_time_of
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared

View = Callable[..., HttpResponse]
_LOOKING = frozenset({"GET", "HEAD", "OPTIONS"})


class StoreRequest(HttpRequest):
    """A request whose person, store and rights are known; what @store_page hands to a view."""

    user: User  # never anonymous behind the decorator
    store: Store
    rights: frozenset[Right]
    htmx: HtmxDetails


def store_page(*, right: Right = Right.VIEW, change: Right | None = None) -> Callable[[View], View]:
    """Lets in those who have `right` in the store of the URL's `store_slug`, and lets those post
    who have `change` too.

    Others: to the sign-in page if not signed in, 404 if the store is not theirs, 403 if their
    role lacks the right. To where a second factor is set up if the store requires one.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, store_slug: str, **kwargs: Any) -> HttpResponse:
            if is_check(request) and not is_checked(view):
                return HttpResponseBadRequest("No form is checked here.")
            if not request.user.is_authenticated:
                return to_sign_in(request)
            entered = _entered(request, slug=store_slug)
            if entered.store.requires_two_factor and not has_second_factor(entered.user):
                return _to_second_factor(entered)
            need(entered, right)
            if change is not None and request.method not in _LOOKING:
                need(entered, change)
            with in_time_of(entered.store):
                return not_shared(view(entered, *args, **kwargs))

        # For those who lead there: nobody is shown a way to a page that is refused to them.
        page.right = right  # type: ignore[attr-defined]
        return page

    return decorate


def need(request: StoreRequest, right: Right) -> None:
    """For a page that all may see and some may change. Raises PermissionDenied: a 403 page."""
    if right not in request.rights:
        raise PermissionDenied(_refusal(right))


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """The sign-in page, and back again. A fragment's request moves the whole page there, but for
    a form that is only checked: what is typed in it would be lost.
    """
    if is_check(request):
        return HttpResponse(status=401)
    details = cast(StoreRequest, request).htmx
    if details:
        sign_in = redirect_to_login(details.current_url_abs_path or "/backoffice/")
        return HttpResponseClientRedirect(sign_in.url)
    if request.method in {"GET", "HEAD"}:
        return redirect_to_login(request.get_full_path())
    # What was to be posted is not repeated after signing in; the page offers what was typed.
    return redirect_to_login(_page_before(request))


def _page_before(request: HttpRequest) -> str:
    """Where the form stands that was posted, if the browser says so; the address that it was posted
    to may take no GET.
    """
    said = request.headers.get("Referer", "")
    hosts = {request.get_host()}
    if not url_has_allowed_host_and_scheme(said, allowed_hosts=hosts):
        return "/backoffice/"
    page = urlsplit(said)
    return f"{page.path}?{page.query}" if page.query else page.path


def _to_second_factor(request: StoreRequest) -> HttpResponse:
    """Where one is set up, as the store asks of everyone with a role there."""
    if is_check(request):
        return HttpResponse(status=403)
    said = _("%(store)s asks everyone to sign in with two factors. Set up an app or a passkey.")
    messages.warning(request, said % {"store": request.store.name})
    if request.htmx:
        return HttpResponseClientRedirect(reverse("mfa_index"))
    return redirect("mfa_index")


def not_shared(response: HttpResponse) -> HttpResponse:
    """Says that the page is one person's, and that a fragment is not the page."""
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Cookie", "HX-Request"])
    return response


def _entered(request: HttpRequest, *, slug: str) -> StoreRequest:
    entered = cast(StoreRequest, request)
    store = _SEEN.first(slug, entered.user.pk)
    if store is None:
        raise Http404(slug)
    entered.store = store
    entered.rights = rights_in(
        user=entered.user, store_id=entered.store.pk, agency_id=entered.store.agency_id
    )
    return entered


_SEEN = Prepared(
    lambda slug, user: (
        Store.objects.seen_by(user).select_related("agency").filter(slug=slug).order_by()
    ),
    str,
    int,
)


def _refusal(right: Right) -> str:
    deeds = {
        Right.VIEW: _("Your role does not let you see this."),
        Right.EDIT_CATALOGUE: _("Your role does not let you change products."),
        Right.EDIT_CUSTOMERS: _("Your role does not let you change customers."),
        Right.ERASE_CUSTOMERS: _("Your role does not let you erase customers."),
        Right.CREDIT_INVOICES: _("Your role does not let you credit invoices."),
        Right.REGISTER_PAYMENTS: _("Your role does not let you register payments."),
        Right.PAY_BACK: _("Your role does not let you pay money back."),
        Right.SHIP_ORDERS: _("Your role does not let you ship orders or take goods back."),
        Right.MAIL_CUSTOMERS: _("Your role does not let you mail customers."),
        Right.SUBMIT_INVOICES: _("Your role does not let you submit invoices."),
        Right.CONNECT_INTEGRATIONS: _("Your role does not let you change integrations."),
        Right.EDIT_STORE: _("Your role does not let you change the store's settings."),
        Right.SEE_AUDIT_TRAIL: _("Your role does not let you see the audit trail."),
        Right.MANAGE_PEOPLE: _("Your role does not let you see or change people's roles."),
        Right.GOVERN: _("Only an owner of the store may do this."),
    }
    return deeds[right]
