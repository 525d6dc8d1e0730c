"""The bank's files: read one, see what became of each payment, match what no reference told."""

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, QuerySet, Sum
from django.http import HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.checking import accepted, checked
from tamio.backoffice.fragments import render_list
from tamio.backoffice.payments.bank_forms import BankFileForm, EntryFilters, MatchForm
from tamio.commerce.payments.bank.entries import Unreadable
from tamio.commerce.payments.bank.importing import import_file, leave_out, match_by_hand
from tamio.commerce.payments.bank.matching import WORDS, Why
from tamio.commerce.payments.models import BankEntry, BankFile, Match
from tamio.commerce.people.roles import Right
from tamio.look.chips import Chip, Text, Tone
from tamio.look.paging import page_by_key
from tamio.store_clock import now

_UNPROCESSABLE = 422
_TONES = {
    Match.PAID: Tone.GOOD,
    Match.PARTLY: Tone.WAITING,
    Match.OVER: Tone.NEEDS_YOU,
    Match.UNKNOWN: Tone.NEEDS_YOU,
    Match.LEFT_OUT: Tone.NEUTRAL,
}


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One payment of a file. `why` says why nobody knows whose it is."""

    entry: BankEntry
    chip: Chip
    why: Text

    @property
    def is_open(self) -> bool:
        return self.entry.match in {Match.UNKNOWN, Match.LEFT_OUT}


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
def bank_files(request: StoreRequest) -> HttpResponse:
    """What has been read, newest first; posted to, it reads one more."""
    if request.method == "POST":
        need(request, Right.REGISTER_PAYMENTS)
        form = BankFileForm(request.POST, request.FILES)
        file = _read(request, form) if form.is_valid() else None
        if file is not None:
            return redirect("backoffice:bank_file", request.store.slug, file.pk)
    else:
        form = BankFileForm()
    files = request.store.bank_files.all()
    page = page_by_key(files, params=request.GET, sorts={"id"}, default="-id")
    unknown = request.store.bank_entries.filter(match=Match.UNKNOWN)
    shown = {
        "form": form,
        "page": page,
        "rows": _with_counts(page.rows),
        "unknown": unknown.count(),
        "may_read": Right.REGISTER_PAYMENTS in request.rights,
    }
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/payments/bank_files.html", shown, status=status)


@require_safe
@store_page()
def bank_file(request: StoreRequest, pk: int) -> HttpResponse:
    """The report of one file."""
    file = get_object_or_404(request.store.bank_files, pk=pk)
    form = EntryFilters(request.GET)
    entries = form.narrow(file.entries.select_related("receipt__invoice"))
    page = page_by_key(entries, params=request.GET, sorts={"id", "amount"}, default="id")
    shown = {
        "file": file,
        "form": form,
        "page": page,
        "rows": [_row(each) for each in page.rows],
        "sums": _sums(file),
        "may_match": Right.REGISTER_PAYMENTS in request.rights,
    }
    return render_list(request, "backoffice/payments/bank_file.html", shown, form=form)


@require_safe
@store_page()
def bank_file_csv(request: StoreRequest, pk: int) -> HttpResponse:
    """What is filtered, as a file."""
    file = get_object_or_404(request.store.bank_files, pk=pk)
    form = EntryFilters(request.GET)
    entries = form.narrow(file.entries.select_related("receipt__invoice"))
    name = f"tamio-bank-{request.store.slug}-{file.pk}.csv"
    return StreamingHttpResponse(  # type: ignore[return-value]
        _csv(entries),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@require_http_methods(["GET", "HEAD", "POST"])
@store_page(right=Right.REGISTER_PAYMENTS)
@checked
def bank_entry(request: StoreRequest, pk: int) -> HttpResponse:
    """A payment that no reference told the invoice of: a person does."""
    entry = get_object_or_404(request.store.bank_entries.select_related("file"), pk=pk)
    form = MatchForm(request.POST if request.method == "POST" else None, store=request.store)
    if accepted(request, form) and _match(request, entry, form):
        return _to_file(request, entry)
    shown = {"form": form, "row": _row(entry), "likely": _likely(entry)}
    status = _UNPROCESSABLE if form.errors else 200
    return render(request, "backoffice/payments/bank_entry.html", shown, status=status)


@require_POST
@store_page(right=Right.REGISTER_PAYMENTS)
def bank_entry_left_out(request: StoreRequest, pk: int) -> HttpResponse:
    """A payment that is for no invoice."""
    entry = get_object_or_404(request.store.bank_entries, pk=pk)
    try:
        leave_out(entry=entry, by=request.user.email)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return _to_file(request, entry)


def _read(request: StoreRequest, form: BankFileForm) -> BankFile | None:
    """None, with the error in the form, if it could not be read."""
    given = form.cleaned_data["file"]
    try:
        file, is_new = import_file(
            store=request.store, content=given.read(), name=given.name, by=request.user.email,
            now=now(),
        )  # fmt: skip
    except Unreadable as reason:
        form.add_error("file", str(reason))
        return None
    if not is_new:
        messages.info(request, _("This file has been read before. Nothing was changed."))
        return file
    count = file.entries.count()
    words = ngettext("%(count)d new payment was read.", "%(count)d new payments were read.", count)
    messages.success(request, words % {"count": count})
    return file


def _match(request: StoreRequest, entry: BankEntry, form: MatchForm) -> bool:
    assert form.invoice is not None
    try:
        match_by_hand(entry=entry, invoice=form.invoice, by=request.user.email, now=now())
    except ValidationError as error:
        form.add_error("number", error.messages)
        return False
    words = {"number": form.invoice.number}
    messages.success(request, _("The payment is matched to invoice %(number)s.") % words)
    return True


def _with_counts(files: Sequence[BankFile]) -> list[tuple[BankFile, dict[str, int]]]:
    """One query for all."""
    counts: dict[int, dict[str, int]] = {file.pk: {"all": 0, "unknown": 0} for file in files}
    found = BankEntry.objects.filter(file__in=list(counts)).order_by()
    for pk, match, count in found.values_list("file", "match").annotate(Count("pk")):
        counts[pk]["all"] += count
        if match == Match.UNKNOWN:
            counts[pk]["unknown"] += count
    return [(file, counts[file.pk]) for file in files]


def _sums(file: BankFile) -> list[tuple[str, str, int, Decimal, str]]:
    """Match, its words, count, sum and currency."""
    found = file.entries.order_by("match", "currency").values_list("match", "currency")
    by_match = {
        (match, currency): (count, total)
        for match, currency, count, total in found.annotate(Count("pk"), Sum("amount"))
    }
    return [
        (match.value, str(match.label), *by_match[key], key[1])
        for match in Match
        for key in sorted(by_match)
        if key[0] == match.value
    ]


def _row(entry: BankEntry) -> EntryRow:
    match = Match(entry.match)
    why = WORDS[Why(entry.why)] if entry.why else ""
    return EntryRow(entry, Chip(state=match.label, tone=_TONES[match]), why)


def _likely(entry: BankEntry) -> Sequence[object]:
    """Open invoices of just that amount, the oldest first: one of them is probably meant."""
    payments = entry.store.payments.filter(
        amount=entry.amount, invoice__currency=entry.currency, standing="unpaid"
    )
    return list(payments.select_related("invoice").order_by("due_date", "pk")[:10])


def _csv(entries: QuerySet[BankEntry]) -> Iterator[str]:
    lines = csv.writer(_Echo())
    yield "\N{BYTE ORDER MARK}" + lines.writerow(
        ["date", "amount", "currency", "reference", "payer", "text", "match", "why", "invoice"]
    )
    for each in entries.iterator(chunk_size=500):
        invoice = each.receipt.invoice.number if each.receipt else ""
        told = (each.reference, each.payer, each.text)
        yield lines.writerow(
            [each.booked_on, each.amount, each.currency, *map(_harmless, told), each.match,
             each.why, invoice]
        )  # fmt: skip


def _harmless(text: str) -> str:
    """What a stranger wrote must not be a formula where the file is opened."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@"} else text


class _Echo:
    """csv writes into it and gets back what it wrote."""

    def write(self, text: str) -> str:
        return text


def _to_file(request: StoreRequest, entry: BankEntry) -> HttpResponseRedirect:
    return redirect("backoffice:bank_file", request.store.slug, entry.file_id)
