"""Integrations → Fortnox → Accounts."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.pages.accounts.forms import AccountsForm
from tamio.fortnox.pages.accounts.products import ProductAccountForm
from tamio.fortnox.pages.accounts.show import View, show, told
from tamio.fortnox.pages.addresses import page
from tamio.fortnox.sync.accounts import choosing


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(change=Right.CONNECT_INTEGRATIONS)
@checked
def accounts(request: StoreRequest) -> HttpResponse:
    """All may look; to choose takes the right. What is wrong is said where it was written."""
    if not _is_connected(request):
        return redirect(page("overview", store=request.store))
    view = View(request, settings=_settings(request), now=now())
    if request.method != "POST":
        return show(view)
    form = view.form(request.POST)
    is_right = accepted(request, form, beside=lambda: told(view, form))
    if not (is_right and _chosen(view, form)):
        return show(view, form=form)
    messages.success(request, _("The accounts are saved."))
    return redirect(page("accounts", store=request.store))


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
def take_suggestions(request: StoreRequest) -> HttpResponse:
    """Chooses what is suggested for the open cells that have no account yet."""
    view = View(request, settings=_settings(request), now=now())
    taken = {key: account.number for key, account in view.to_take.items()}
    choosing.choose_cells(settings=view.settings, chosen=taken, now=view.now, by=request.user.email)
    said = ngettext("%(count)d account was chosen.", "%(count)d accounts were chosen.", len(taken))
    messages.success(request, said % {"count": len(taken)})
    return redirect(page("accounts", store=request.store))


@require_POST
@store_page(right=Right.CONNECT_INTEGRATIONS)
@checked
def product_account(request: StoreRequest) -> HttpResponse:
    """Gives the product with a SKU an account of its own, or with no account takes it away."""
    view = View(request, settings=_settings(request), now=now())
    form = ProductAccountForm(request.POST, settings=view.settings)
    if not (accepted(request, form) and form.write(now=view.now, by=request.user.email)):
        return show(view, product_form=form)
    messages.success(request, _("“%(name)s” is saved.") % {"name": form.product.name})
    return redirect(f"{page('accounts', store=request.store)}#products")


def _is_connected(request: StoreRequest) -> bool:
    return Connection.objects.filter(store=request.store).exists()


def _settings(request: StoreRequest) -> Settings:
    return get_object_or_404(
        Settings.objects.select_related("store"),
        store=request.store,
        store__fortnox__isnull=False,
    )


def _chosen(view: View, form: AccountsForm) -> bool:
    try:
        choosing.choose_cells(
            settings=view.settings,
            chosen=form.chosen(),
            now=view.now,
            by=view.request.user.email,
        )
    except ValidationError as error:
        form.refuse(error)
        return False
    return True
