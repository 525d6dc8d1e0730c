"""The page of submissions."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.lists.actions import actions_for
from tamio.fortnox.pages.submission_list.listed import SUBMISSIONS
from tamio.fortnox.pages.submission_list.shown import shown


@require_safe
@store_page()
def submissions(request: StoreRequest) -> HttpResponse:
    """Those recorded last come first; the filters are the address."""
    form, page = SUBMISSIONS.page(request)
    return SUBMISSIONS.answer(
        request,
        form,
        page,
        rows=shown(request.store, page.rows),
        actions=actions_for(request, SUBMISSIONS.name),
        exact=form.exact,
    )
