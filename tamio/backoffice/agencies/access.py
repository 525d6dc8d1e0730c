"""Who may see an agency's pages, and who may change what stands there."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from tamio.backoffice.access import not_shared, to_sign_in
from tamio.backoffice.checking import is_check, is_checked
from tamio.commerce.people.models import Agency, Membership, User
from tamio.commerce.people.places import Place
from tamio.commerce.people.roles import OWNERS_ONLY, RIGHTS, Right, Role

View = Callable[..., HttpResponse]


class AgencyRequest(HttpRequest):
    """A request whose person belongs to the agency; `governs` if as an owner. `rights` are those
    that the role there gives in every store of the agency.
    """

    user: User  # never anonymous behind the decorator
    agency: Agency
    place: Place
    governs: bool
    rights: frozenset[Right]


def agency_page(*, owners_only: bool = False, right: Right = Right.VIEW) -> Callable[[View], View]:
    """Lets in the people of the agency of the URL's `pk`; the view hears no pk.

    Others: to the sign-in page if not signed in, 404 if it is not their agency, 403 if it takes
    an owner, or a right that their role does not give in the agency's stores.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, *args: Any, pk: int, **kwargs: Any) -> HttpResponse:
            if is_check(request) and not is_checked(view):
                return HttpResponseBadRequest("No form is checked here.")
            if not request.user.is_authenticated:
                return to_sign_in(request)
            entered = _entered(request, pk)
            if owners_only and not entered.governs:
                raise PermissionDenied(_("Only an owner of the agency may do this."))
            if right not in entered.rights:
                raise PermissionDenied(_("Your role in the agency does not let you do this."))
            return not_shared(view(entered, *args, **kwargs))

        # For those who lead there: nobody is shown a way to a page that is refused to them.
        page.right, page.owners_only = right, owners_only  # type: ignore[attr-defined]
        return page

    return decorate


def _entered(request: HttpRequest, pk: int) -> AgencyRequest:
    entered = cast(AgencyRequest, request)
    found = Membership.objects.select_related("agency")
    membership = get_object_or_404(found, user=entered.user, agency_id=pk)
    assert membership.agency is not None
    entered.agency, entered.place = membership.agency, Place(agency_id=pk)
    entered.governs = membership.role == Role.OWNER
    entered.rights = RIGHTS[Role(membership.role)] - OWNERS_ONLY
    return entered
