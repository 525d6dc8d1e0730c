"""How the shop is arranged: its categories in a tree, and its collections."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.db.models import Count
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.arrangement import CategoryForm, CollectionForm
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import note, note_change, values_of
from tamio.commerce.catalogue.models import Category, Collection
from tamio.commerce.catalogue.tree import Tree
from tamio.commerce.people.roles import Right
from tamio.store_clock import now

Form = CategoryForm | CollectionForm


@require_safe
@store_page()
def arrangement(request: StoreRequest) -> HttpResponse:
    """The tree and the collections, with how many products each has."""
    categories = request.store.categories.annotate(count=Count("products"))
    shown = {
        "branches": list(Tree(categories).walk()),
        "collections": request.store.collections.annotate(count=Count("products")),
        "may_edit": Right.EDIT_CATALOGUE in request.rights,
    }
    return render(request, "backoffice/arrangement.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new_category(request: StoreRequest) -> HttpResponse:
    """A new place in the tree."""
    form = CategoryForm(_data(request), instance=Category(store=request.store))
    return _page(request, form, title=_("New category"))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def category(request: StoreRequest, pk: int) -> HttpResponse:
    """One place in the tree."""
    found = get_object_or_404(request.store.categories, pk=pk)
    deletion = "backoffice:delete_category" if not found.children.exists() else ""
    form = CategoryForm(_data(request), instance=found)
    return _page(request, form, title=found.name, deletion=deletion)


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def new_collection(request: StoreRequest) -> HttpResponse:
    """A new collection."""
    form = CollectionForm(_data(request), instance=Collection(store=request.store))
    return _page(request, form, title=_("New collection"))


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.EDIT_CATALOGUE)
@checked
def collection(request: StoreRequest, pk: int) -> HttpResponse:
    """One collection."""
    found = get_object_or_404(request.store.collections, pk=pk)
    form = CollectionForm(_data(request), instance=found)
    return _page(request, form, title=found.name, deletion="backoffice:delete_collection")


@require_POST
@store_page(right=Right.EDIT_CATALOGUE)
def delete_category(request: StoreRequest, pk: int) -> HttpResponse:
    """Takes a category away that nothing lies below; its products stay."""
    found = get_object_or_404(request.store.categories.filter(children=None), pk=pk)
    return _deleted(request, CategoryForm(instance=found))


@require_POST
@store_page(right=Right.EDIT_CATALOGUE)
def delete_collection(request: StoreRequest, pk: int) -> HttpResponse:
    """Takes a collection away; its products stay."""
    found = get_object_or_404(request.store.collections, pk=pk)
    return _deleted(request, CollectionForm(instance=found))


def _data(request: StoreRequest) -> Any:
    return request.POST if request.method == "POST" else None


def _page(request: StoreRequest, form: Form, *, title: str, deletion: str = "") -> HttpResponse:
    if accepted(request, form):
        _write(request, form)
        return _to_all(request)
    shown = {"form": form, "title": title, "deletion": deletion, "subject": form.instance}
    status = 422 if form.is_bound else 200
    return render(request, "backoffice/arrangement_form.html", shown, status=status)


def _write(request: StoreRequest, form: Form) -> None:
    by, at, is_new = request.user.email, now(), form.instance._state.adding
    with transaction.atomic():
        before = form.was()
        form.save()
        if is_new:
            note(subject=form.subject, what=What.CREATED, by=by, now=at)
        else:
            after = values_of(form.instance, fields=form.changed_data) if before else {}
            note_change(subject=form.subject, before=before, after=after, by=by, now=at)
    messages.success(request, _("“%(name)s” is saved.") % {"name": form.instance.name})


def _deleted(request: StoreRequest, form: Form) -> HttpResponseRedirect:
    with transaction.atomic():
        note_change(
            subject=form.subject,
            before={"removed": ""},
            after={"removed": form.instance.name},
            by=request.user.email,
            now=now(),
        )
        form.instance.delete()
    messages.success(request, _("“%(name)s” is taken away.") % {"name": form.instance.name})
    return _to_all(request)


def _to_all(request: StoreRequest) -> HttpResponseRedirect:
    return redirect("backoffice:arrangement", store_slug=request.store.slug)
