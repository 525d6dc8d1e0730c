"""Deferred revenue: month by month on a page, as CSV, and as vouchers in a SIE file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.subscriptions.deferred.accounts import accounts_of
from tamio.backoffice.subscriptions.deferred.deferred_csv import deferred_csv
from tamio.backoffice.subscriptions.deferred.forms import DeferredForm
from tamio.commerce.subscriptions.deferred.report import Ledger, Month, deferred
from tamio.commerce.subscriptions.deferred.sie import sie_file
from tamio.commerce.subscriptions.deferred.sold import PREPAID_NAME, Account, Sold
from tamio.commerce.subscriptions.deferred.spreading import first_of, month_of
from tamio.commerce.subscriptions.deferred.vouchers import vouchers
from tamio.look import formats
from tamio.store_clock import now

_BAD_REQUEST = 400


@dataclass(frozen=True, slots=True)
class _ShownLedger:
    """One currency: its months by name, and what is earned in each by account."""

    ledger: Ledger
    months: Sequence[tuple[str, Month]]
    accounts: Sequence[Account]
    by_account: Sequence[tuple[str, Sequence[tuple[Account, Decimal]]]]


@require_safe
@store_page()
def deferred_page(request: StoreRequest) -> HttpResponse:
    """The months are the address; without any, the last twelve with this one."""
    form = _form(request)
    ledgers = _ledgers(request, form)
    accounts = accounts_of(request.store, ledgers)
    today = request.store.date_of(now())
    shown = {
        "form": form,
        "ledgers": [_shown(each, accounts) for each in ledgers if each.courses],
        "asked": _asked(form, last=None),
        "closed": _asked(form, last=first_of(month_of(today) - 1)),
    }
    status = 200 if form.is_valid() else _BAD_REQUEST
    return render(request, "backoffice/subscriptions/deferred.html", shown, status=status)


@require_safe
@store_page()
def deferred_table(request: StoreRequest) -> HttpResponse:
    form = _form(request)
    if not form.is_valid():
        return HttpResponse("", status=_BAD_REQUEST)
    ledgers = _ledgers(request, form)
    written = deferred_csv(ledgers, accounts=accounts_of(request.store, ledgers))
    return _file(form, written.encode(), "csv", "text/csv; charset=utf-8")


@require_safe
@store_page()
def deferred_sie(request: StoreRequest) -> HttpResponse:
    """Of months that are over: more can be billed in one that is not."""
    form, today = _form(request), request.store.date_of(now())
    if not form.is_valid():
        return HttpResponse("", status=_BAD_REQUEST)
    if form.cleaned_data["last"] >= today.replace(day=1):
        message = _("Vouchers are made of months that are over: choose a last month before this.")
        messages.error(request, message)
        return redirect("backoffice:deferred", request.store.slug)
    ledgers = _ledgers(request, form)
    accounts = accounts_of(request.store, ledgers)
    prepaid = Account(form.cleaned_data["account"], PREPAID_NAME)
    # The books are the store's: whoever fetches the file, it speaks the store's language.
    with override(request.store.language):
        made = vouchers(ledgers[0], account_of=accounts.__getitem__, prepaid=prepaid)
    content = sie_file(
        made,
        company=request.store.name,
        organisation_number=request.store.organisation_number,
        made_on=today,
    )
    return _file(form, content, "si", "application/octet-stream")


def _form(request: StoreRequest) -> DeferredForm:
    return DeferredForm(request.GET, today=request.store.date_of(now()))


def _ledgers(request: StoreRequest, form: DeferredForm) -> list[Ledger]:
    if not form.is_valid():
        return []
    asked = form.cleaned_data
    return deferred(store=request.store, first=asked["first"], last=asked["last"])


def _shown(ledger: Ledger, accounts: Mapping[Sold, Account]) -> _ShownLedger:
    language = (get_language() or "sv")[:2]
    names = [formats.month_text(each.begins, language=language) for each in ledger.months()]
    found = ledger.by(accounts.__getitem__)
    by_account = [
        (name, [(account, found[account][at].earned) for account in sorted(found)])
        for at, name in enumerate(names)
    ]
    months = list(zip(names, ledger.months(), strict=True))
    return _ShownLedger(ledger, months, sorted(found), by_account)


def _asked(form: DeferredForm, *, last: date | None) -> str:
    """The months as an address says them, cut off after `last`; "" if nothing is left."""
    if not form.is_valid():
        return ""
    first, until = form.cleaned_data["first"], form.cleaned_data["last"]
    until = min(until, last) if last else until
    if until < first:
        return ""
    return f"first={first:%Y-%m}&last={until:%Y-%m}&account={form.cleaned_data['account']}"


def _file(form: DeferredForm, content: bytes, ending: str, kind: str) -> HttpResponse:
    asked = form.cleaned_data
    name = f"tamio-deferred-{asked['first']:%Y-%m}-{asked['last']:%Y-%m}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=kind, headers=headers)
