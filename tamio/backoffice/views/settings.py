"""The store's own settings."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.forms.store import StoreForm
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.store_clock import now


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
@checked
def settings(request: StoreRequest) -> HttpResponse:
    """All may look; to change them takes the right."""
    if request.method == "POST":
        need(request, Right.EDIT_STORE)
    # A copy: the page around the form goes on showing the store as it is.
    edited = Store.objects.get(pk=request.store.pk)
    form = StoreForm(request.POST or None, instance=edited)
    if accepted(request, form):
        form.write(by=request.user.email, now=now())
        messages.success(request, _("The settings are saved."))
        return redirect("backoffice:settings", store_slug=request.store.slug)
    may_edit = Right.EDIT_STORE in request.rights
    if not may_edit:
        for field in form.fields.values():
            field.disabled = True
    shown = {"form": form, "may_edit": may_edit}
    return render(request, "backoffice/settings.html", shown, status=422 if form.errors else 200)
