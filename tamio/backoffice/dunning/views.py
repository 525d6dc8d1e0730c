"""Late payments: the list, and what a person does about one; and the store's tracks."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, F, Prefetch, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.dunning.forms import LateFilters, TracksForm
from tamio.backoffice.dunning.late import late_cases
from tamio.backoffice.fragments import render_list
from tamio.commerce.dunning import acting
from tamio.commerce.dunning.models import Case
from tamio.commerce.dunning.tracks import save_tracks, shown_steps
from tamio.commerce.payments.models import Card
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422


@require_safe
@store_page()
def late_payments(request: StoreRequest) -> HttpResponse:
    """What is owed for renewals and has failed or is overdue, the newest first."""
    form = LateFilters(request.GET)
    page = page_by_key(
        form.narrow(_late(request.store)), params=request.GET, sorts={"id"}, default="-id"
    )
    shown = {"form": form, "page": page}
    return render_list(request, "backoffice/dunning/late.html", shown, form=form)


@require_POST
@store_page(right=Right.REGISTER_PAYMENTS)
def tried(request: StoreRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    said = _("The card is being drawn from. What comes of it stands here in a moment.")
    return _acted(request, said, lambda: acting.try_now(case=case, now=now()))


@require_POST
@store_page(right=Right.MAIL_CUSTOMERS)
def linked(request: StoreRequest, pk: int) -> HttpResponse:
    case = _case(request, pk)
    said = _("The letter with the way to pay is on its way.")
    return _acted(request, said, lambda: acting.send_link(case=case, now=now()))


@require_POST
@store_page(right=Right.CREDIT_INVOICES)
def written_off(request: StoreRequest, pk: int) -> HttpResponse:
    case, by = _case(request, pk), request.user.email
    said = _("The invoice is credited, and nothing is owed.")
    return _acted(request, said, lambda: acting.write_off(case=case, by=by, now=now()))


@require_POST
@store_page(right=Right.REGISTER_PAYMENTS)
def disputed(request: StoreRequest, pk: int) -> HttpResponse:
    """`disputed` is "1" to leave it alone, anything else to go on."""
    case, by = _case(request, pk), request.user.email
    is_so = request.POST.get("disputed") == "1"
    said = _("Nothing is done about it until you say so.") if is_so else _("It is followed up.")
    return _acted(request, said, lambda: acting.set_disputed(
        case=case, disputed=is_so, by=by, now=now()
    ))  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.EDIT_STORE)
@checked
def tracks(request: StoreRequest) -> HttpResponse:
    """All may look; to change them takes the right."""
    posted = request.POST if request.method == "POST" else None
    form = TracksForm(posted, steps=shown_steps(request.store))
    if accepted(request, form, beside=lambda: _wrong_with_tracks(form)):
        save_tracks(store=request.store, plans=form.plans, by=request.user.email, now=now())
        messages.success(request, _("The settings are saved."))
        return redirect("backoffice:dunning_tracks", request.store.slug)
    may_edit = Right.EDIT_STORE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    shown = {"form": form, "may_edit": may_edit}
    status = _UNPROCESSABLE if form.errors or form.wrong else 200
    return render(request, "backoffice/dunning/tracks.html", shown, status=status)


def _wrong_with_tracks(form: TracksForm) -> SafeString:
    """For a check: what is wrong with each track as a whole, or nothing any more."""
    shown = {"tracks": form.tracks, "beside": True}
    return render_to_string("backoffice/dunning/tracks_wrong.html", shown)


def _late(store: Store) -> QuerySet[Case]:
    found = late_cases(store).select_related("invoice", "subscription__customer")
    cards = Card.objects.filter(dropped_at=None)
    return found.annotate(
        tries=Count("invoice__payment_attempts__number", distinct=True),
        due_date=F("invoice__payments__due_date"),
    ).prefetch_related(
        "invoice__payments",
        Prefetch("subscription__customer__cards", queryset=cards, to_attr="on_file"),
    )


def _case(request: StoreRequest, pk: int) -> Case:
    cases = Case.objects.select_related("store", "invoice__store", "subscription__customer")
    found: Case = get_object_or_404(cases, store=request.store, pk=pk)
    return found


def _acted(request: StoreRequest, said: str, do: Callable[[], object]) -> HttpResponse:
    try:
        do()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, said)
    return redirect("backoffice:late_payments", request.store.slug)
