"""The pages of text that a shop has."""

from datetime import datetime

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.audit.kinds import PAGE
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.shopfront.page_forms import PageForm
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.content.models import Page, PageKind
from tamio.commerce.content.standard_pages import every_page_of, standard_page
from tamio.commerce.people.roles import Right
from tamio.store_clock import now


@require_safe
@store_page()
def pages(request: StoreRequest) -> HttpResponse:
    """The standard ones and those of the store's own."""
    shown = {
        "pages": every_page_of(request.store),
        "may_edit": Right.EDIT_STORE in request.rights,
    }
    return render(request, "backoffice/shop_pages.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_STORE)
@checked
def new_page(request: StoreRequest) -> HttpResponse:
    """A page of the store's own."""
    return _form_page(request, Page(store=request.store), title=_("New page"))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def page(request: StoreRequest, page: str) -> HttpResponse:
    """One page, standard or the store's own."""
    if request.method == "POST":
        need(request, Right.EDIT_STORE)
    found = _found(request, page)
    return _form_page(request, found, title=found.title)


@require_POST
@store_page(right=Right.EDIT_STORE)
def delete_page(request: StoreRequest, page: str) -> HttpResponse:
    """Takes away what the merchant has written: a standard page then says the standard text."""
    found = get_object_or_404(request.store.pages, slug=page)
    with transaction.atomic():
        before = values_of(found, fields=["text_sv", "text_en"])
        _note(found, before, dict.fromkeys(before, ""), by=request.user.email, at=now())
        found.delete()
    messages.success(
        request,
        _("The page is taken away.")
        if found.kind == PageKind.OWN
        else _("The page says the standard text again."),
    )
    return redirect("backoffice:shop_pages", store_slug=request.store.slug)


def _found(request: StoreRequest, slug: str) -> Page:
    written = request.store.pages.filter(slug=slug).first()
    if written is not None:
        return written
    if slug in PageKind.values and slug != PageKind.OWN:
        return standard_page(request.store, PageKind(slug))
    raise Http404("the shop has no such page")


def _form_page(request: StoreRequest, shown: Page, *, title: str) -> HttpResponse:
    form = PageForm(request.POST if request.method == "POST" else None, instance=shown)
    if accepted(request, form):
        _write(form, by=request.user.email, at=now())
        messages.success(request, _("“%(name)s” is saved.") % {"name": shown.title})
        return redirect("backoffice:shop_pages", store_slug=request.store.slug)
    context = {
        "form": form,
        "page": shown,
        "title": title,
        "may_edit": Right.EDIT_STORE in request.rights,
        "is_own": shown.kind == PageKind.OWN,
    }
    status = 422 if form.errors else 200
    return render(request, "backoffice/shop_page.html", context, status=status)


def _write(form: PageForm, *, by: str, at: datetime) -> None:
    """A standard page that says the standard text is not kept: it then follows the store's name
    and address, and what the standard text becomes.
    """
    page, fields = form.instance, form.changed_data
    with transaction.atomic():
        stored = Page.objects.filter(pk=page.pk).first() if page.pk else None
        before = values_of(stored, fields=fields) if stored and fields else {}
        after = values_of(page, fields=fields) if fields else {}
        if form.is_as_standard:
            Page.objects.filter(store=page.store, kind=page.kind).delete()
        else:
            page.save()
        _note(page, before, after, by=by, at=at)


def _note(
    page: Page, before: dict[str, object], after: dict[str, object], *, by: str, at: datetime
) -> None:
    subject = Subject(store_id=page.store_id, kind=PAGE, id=page.pk, name=page.title or page.slug)
    note_change(subject=subject, before=before, after=after, by=by, now=at)
