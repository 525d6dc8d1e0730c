"""One short page for each of the store's own first steps, and the list put away or called back."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.first_steps.forms import (
    CompanyForm,
    FirstProductForm,
    PaymentForm,
    make_sample,
)
from tamio.backoffice.first_steps.steps import after, progress
from tamio.backoffice.forms.store import StoreForm
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def company(request: StoreRequest) -> HttpResponse:
    return _part_of_the_store(request, CompanyForm, key="company")


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def payment(request: StoreRequest) -> HttpResponse:
    return _part_of_the_store(request, PaymentForm, key="payment")


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def product(request: StoreRequest) -> HttpResponse:
    """One is written in four fields; `sample` in what is posted has one made."""
    by = request.user.email
    if "sample" in request.POST:
        made = make_sample(store=request.store, by=by, now=now())
        messages.success(request, _("“%(name)s” is in your catalogue.") % {"name": made.name})
        return redirect(after(request))
    form = FirstProductForm(request.POST or None)
    if accepted(request, form):
        made = form.write(store=request.store, by=by, now=now())
        messages.success(request, _("“%(name)s” is in your catalogue.") % {"name": made.name})
        return redirect(after(request))
    return page(request, "product", {"form": form, "currency": request.store.currency})


@require_POST
@store_page(right=Right.EDIT_STORE)
def put_away(request: StoreRequest) -> HttpResponse:
    """The list, from the store's first page; `back` in what is posted calls it back."""
    calls_back = "back" in request.POST
    Store.objects.filter(pk=request.store.pk).update(
        first_steps_put_away_at=None if calls_back else now()
    )
    if not calls_back:
        messages.success(request, _("The first steps are put away. Settings calls them back."))
    return redirect("backoffice:dashboard", store_slug=request.store.slug)


def page(request: StoreRequest, key: str, shown: dict[str, object]) -> HttpResponse:
    """A step's page, with all steps beside it. 422 if a form in `shown` came back."""
    steps = progress(request)
    form = shown.get("form")
    shown = {"progress": steps, "current": key, **shown}
    status = 422 if getattr(form, "errors", None) else 200
    template = f"backoffice/first_steps/{key.replace('-', '_')}.html"
    return render(request, template, shown, status=status)


def _part_of_the_store(request: StoreRequest, kind: type[StoreForm], *, key: str) -> HttpResponse:
    # A copy: the page around the form goes on showing the store as it is.
    form = kind(request.POST or None, instance=Store.objects.get(pk=request.store.pk))
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        request.store.refresh_from_db()
        messages.success(request, _("It is saved."))
        return redirect(after(request))
    return page(request, key, {"form": form})
