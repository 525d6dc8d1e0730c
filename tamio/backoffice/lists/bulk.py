"""Acts on the ticked rows of a list or on all that match, and shows how far that has come."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models import Count, Model, QuerySet
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from tamio.backoffice.access import StoreRequest, need, store_page
from tamio.backoffice.lists.actions import Action, Choices, for_all, known
from tamio.backoffice.lists.kinds import Listed
from tamio.backoffice.lists.models import BulkRun, Outcome, RunState
from tamio.backoffice.lists.ticked import ticked_keys
from tamio.backoffice.lists.views import address_of, kind_of
from tamio.backoffice.lists.work import begin, undo
from tamio.clock import now
from tamio.commerce.documents.languages import language_of
from tamio.commerce.documents.papers import invoice_paper
from tamio.look.fields import validate_printable
from tamio.look.paging import page_by_key

_UNPROCESSABLE = 422
#: Rows that one run takes: more are narrowed down first.
MOST = 100_000
_MOST_PAPERS = 100
_MOST_CHOICE = 40


@require_http_methods(["GET", "HEAD", "POST"])
@store_page()
def bulk(request: StoreRequest, listed: str) -> HttpResponse:
    """GET offers what can be done to all that match. POST does `action` to the ticked rows, or to
    all that the posted `query` finds; it takes the action's own right.
    """
    kind = kind_of(listed)
    if request.method != "POST":
        return _offered(request, kind, query=kind.query_of(request, request.GET), ticked=[])
    ticked = ticked_keys(request, kind)
    query = request.POST.get("query", "")
    if not ticked and "query" not in request.POST:
        messages.warning(request, _("Tick the rows first."))
        return redirect(_back(request, kind))
    action = known().get((kind.name, request.POST.get("action", "")))
    if action is None:
        raise Http404("there is no such action")
    need(request, action.right)
    choice, error = _choice(request, action)
    if error or (action.ask and not choice):
        return _offered(request, kind, query=query, ticked=ticked, asked=action, error=error)
    keys = ticked or _all_keys(request, kind, query)
    run = begin(
        store=request.store, action=action, keys=keys, choice=choice, by=request.user.email,
        language=(get_language() or "sv")[:2], now=now(),
    )  # fmt: skip
    return redirect("backoffice:bulk_run", request.store.slug, run.pk)


@require_safe
@store_page()
def bulk_run(request: StoreRequest, pk: int) -> HttpResponse:
    """How far it has come, and what was not possible. htmx asks again while it is under way."""
    run = _run(request, pk)
    kind, action = kind_of(run.list), known().get((run.list, run.action))
    counts = dict(run.items.order_by().values_list("outcome").annotate(Count("pk")))
    refused = run.items.filter(outcome=Outcome.REFUSED)
    page = page_by_key(refused, params=request.GET, sorts={"id"}, default="id")
    waiting = counts.get(Outcome.DONE if run.state == RunState.UNDOING else Outcome.WAITING, 0)
    shown = {
        "run": run,
        "listed": kind,
        "label": action.label if action else run.action,
        "counts": [
            (Outcome(name).label, counts[name]) for name in Outcome.values if name in counts
        ],
        "gone": run.total - waiting,
        "page": page,
        "refused": _named(request, kind, page.rows),
        "can_undo": _can_undo(request, run, action),
    }
    template = "backoffice/lists/run_progress.html" if request.htmx else "backoffice/lists/run.html"
    return render(request, template, shown)


@require_POST
@store_page()
def undo_bulk_run(request: StoreRequest, pk: int) -> HttpResponse:
    """Takes the right that the action took."""
    run = _run(request, pk)
    action = known().get((run.list, run.action))
    if action is not None:
        need(request, action.right)
    if not undo(run, by=request.user.email, now=now()):
        messages.info(request, _("There is nothing to undo."))
    return redirect("backoffice:bulk_run", request.store.slug, pk)


@require_POST
@store_page()
def invoice_papers(request: StoreRequest) -> HttpResponse:
    """The PDFs of the ticked invoices in one file."""
    ticked = ticked_keys(request, kind_of("invoices"))[:_MOST_PAPERS]
    if not ticked:
        messages.warning(request, _("Tick the rows first."))
        return redirect("backoffice:invoices", request.store.slug)
    packed = io.BytesIO()
    invoices = request.store.invoices.filter(pk__in=ticked).select_related("store", "customer")
    # A PDF is packed already.
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as file:
        for invoice in invoices.order_by("number"):
            paper = invoice_paper(invoice, language=language_of(invoice))
            file.writestr(f"{invoice.number}.pdf", paper.content)
    response = HttpResponse(packed.getvalue(), content_type="application/zip")
    response["Content-Disposition"] = 'attachment; filename="invoices.zip"'
    return response


def _choice(request: StoreRequest, action: Action) -> tuple[str, str]:
    """What was chosen along with the action, and what is wrong with it."""
    if not action.ask:
        return "", ""
    choice = " ".join(request.POST.get("choice", "").split())
    if not choice:
        return "", _("Say which.") if "choice" in request.POST else ""
    if action.choices is not None:
        known_one = choice in {value for value, _label in action.choices(request.store)}
        return choice, "" if known_one else _("Choose one of the list.")
    if len(choice) > _MOST_CHOICE:
        return choice, _("Write at most %(most)d characters.") % {"most": _MOST_CHOICE}
    validate_printable(choice)
    return choice, ""


def _all_keys(request: StoreRequest, kind: Listed, query: str) -> QuerySet[Any]:
    found = kind.found(request, QueryDict(query)).order_by("pk")
    keys: QuerySet[Any] = found.values_list("pk", flat=True)[:MOST]
    return keys


def _offered(
    request: StoreRequest,
    kind: Listed,
    *,
    query: str,
    ticked: Sequence[int],
    asked: Action | None = None,
    error: str = "",
) -> HttpResponse:
    """What can be done; `asked` alone if only its choice is missing."""
    actions = _possible(request, [asked] if asked else for_all(request, kind.name))
    count = len(ticked) or kind.found(request, QueryDict(query)).order_by().count()
    shown = {
        "listed": kind,
        "query": query,
        "ticked": ticked,
        "count": min(count, MOST),
        "is_too_many": count > MOST,
        "actions": actions,
        "error": error,
        "back": address_of(request, kind, query),
    }
    status = _UNPROCESSABLE if error else 200
    return render(request, "backoffice/lists/bulk.html", shown, status=status)


def _possible(
    request: StoreRequest, actions: Sequence[Action]
) -> list[tuple[Action, bool, Choices]]:
    """Each with whether one chooses, and of what; those with nothing to choose are left out."""
    found = []
    for each in actions:
        choices = each.choices(request.store) if each.choices else ()
        if choices or not each.choices:
            found.append((each, bool(each.choices), choices))
    return found


def _run(request: StoreRequest, pk: int) -> BulkRun:
    run: BulkRun = get_object_or_404(BulkRun, store=request.store, pk=pk)
    return run


def _can_undo(request: StoreRequest, run: BulkRun, action: Action | None) -> bool:
    if action is None or action.undo is None or action.right not in request.rights:
        return False
    done = run.items.filter(outcome=Outcome.DONE, before__isnull=False)
    return run.state == RunState.DONE and done.exists()


def _named(request: StoreRequest, kind: Listed, items: Sequence[Any]) -> list[tuple[str, str]]:
    """What each of them is, and why it was not possible."""
    rows: dict[int, Model] = kind.rows(request).in_bulk([item.subject_id for item in items])
    names = kind.called(request, list(rows.values()))
    return [(names.get(item.subject_id, str(item.subject_id)), item.why) for item in items]


def _back(request: StoreRequest, kind: Listed) -> str:
    asked = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(asked, allowed_hosts={request.get_host()}):
        return asked
    return reverse(kind.url_name, args=[request.store.slug])
