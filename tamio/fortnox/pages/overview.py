"""The integration's own page: what it does, how it stands, and what is chosen."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.clock import now
from tamio.commerce.people.roles import Right
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount, Connection, Settings
from tamio.fortnox.models.connection import Grant
from tamio.fortnox.pages.backfill import words as backfill_words
from tamio.fortnox.pages.card import answer
from tamio.fortnox.pages.entry import wire_chip
from tamio.fortnox.pages.exchange_words import ShownExchange
from tamio.fortnox.pages.forms import SettingsForm
from tamio.fortnox.pages.permissions import PERMISSIONS
from tamio.fortnox.pages.preflight.shown import line
from tamio.fortnox.pages.reconciliation.latest import latest as latest_reconciliation
from tamio.fortnox.pages.standing import standing
from tamio.fortnox.pages.submission_list import chart
from tamio.fortnox.pages.test_sale import new_reference
from tamio.fortnox.sync.backfill.starting import open_backfill
from tamio.fortnox.sync.credits.rights import is_allowed
from tamio.fortnox.sync.preflight import run as preflight
from tamio.look.chips import Chip, Tone

#: Exchanges listed at the foot of the page.
LATEST = 8


@require_safe
@store_page()
def overview(request: StoreRequest) -> HttpResponse:
    return show(request)


def show(request: StoreRequest, *, form: SettingsForm | None = None) -> HttpResponse:
    """The page; `form` is one that came back with errors."""
    store = request.store
    stands = standing(store=store, now=now())
    shown = {
        "store": store,
        "answer": answer(stands),
        "chip": wire_chip(stands.wire),
        "may_connect": Right.CONNECT_INTEGRATIONS in request.rights,
        "permissions": PERMISSIONS,
    }
    if stands.connection is None or stands.settings is None:
        return render(request, "fortnox/connect.html", shown)
    latest = store.fortnox_exchanges.defer("request_body", "answer_body").order_by("-pk")
    found = preflight.report(connection=stands.connection, settings=stands.settings)
    shown |= {
        "preflight": found,
        "preflight_chip": line(found) if found else None,
        "form": form or _form(request, stands.settings),
        "accounts": ChartAccount.objects.filter(store=store).count(),
        "by_service_account": stands.connection.grant == Grant.SERVICE_ACCOUNT,
        **_credit_invoices(stands.settings, stands.connection),
        "exchanges": [ShownExchange(record) for record in latest[:LATEST]],
        "hours": chart.shown(store=store, window=request.GET.get("hours", ""), now=now()),
        "test_sale_reference": new_reference(),
        "latest": latest_reconciliation(store=store, tenant_id=stands.connection.tenant_id),
        **_backfill(store),
    }
    status = 422 if form is not None else 200
    return render(request, "fortnox/overview.html", shown, status=status)


def _backfill(store: Store) -> dict[str, object]:
    """The one that is under way, if there is one."""
    found = open_backfill(store_id=store.pk)
    if found is None:
        return {}
    return {
        "open_backfill": found,
        "backfill_name": backfill_words.name_of(found),
        "backfill_chip": backfill_words.chip_of(found),
    }


def _credit_invoices(settings: Settings, connection: Connection) -> dict[str, object]:
    """Whether Tamio makes them, and whether its consent lets it."""
    wanted, allowed = settings.credit_invoices, is_allowed(connection)
    chip = Chip(state=_("Off"), tone=Tone.NEUTRAL)
    if wanted and allowed:
        chip = Chip(state=_("On"), tone=Tone.GOOD)
    elif wanted:
        chip = Chip(state=_("No longer permitted"), tone=Tone.NEEDS_YOU)
    return {
        "credit_invoices_chip": chip,
        "makes_credit_invoices": wanted,
        "may_make_credit_invoices": allowed,
    }


def _form(request: StoreRequest, settings: Settings) -> SettingsForm:
    form = SettingsForm(instance=settings, store=request.store)
    if Right.CONNECT_INTEGRATIONS not in request.rights:
        for field in form.fields.values():
            field.disabled = True
    return form
