"""The audit trail: the page, and what is filtered as a file."""

from collections.abc import Callable, Iterable, Iterator

from django.http import HttpResponse, StreamingHttpResponse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from tamio.backoffice.access import StoreRequest, store_page
from tamio.backoffice.audit.export import as_csv, as_json
from tamio.backoffice.audit.trail import Shown, everything, page_of
from tamio.backoffice.forms.audit import AuditFilters
from tamio.backoffice.fragments import render_list
from tamio.clock import now
from tamio.commerce.people.roles import Right

Write = Callable[..., Iterator[str]]


@require_safe
@store_page(right=Right.SEE_AUDIT_TRAIL)
def audit(request: StoreRequest) -> HttpResponse:
    """Newest first; the filters are the address."""
    form = _filters(request)
    page = page_of(
        form.sources(),
        store=request.store,
        asked=form.asked(),
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    shown = {
        "form": form,
        "rows": page.rows,
        "page": {
            "previous": page.previous and _link(request, before=page.previous),
            "next": page.next and _link(request, after=page.next),
            "params": request.GET,
        },
        "filters": _link(request),
    }
    return render_list(request, "backoffice/audit.html", shown, form=form)


@require_safe
@store_page(right=Right.SEE_AUDIT_TRAIL)
def audit_csv(request: StoreRequest) -> HttpResponse:
    return _file(request, as_csv, "text/csv; charset=utf-8", "csv")


@require_safe
@store_page(right=Right.SEE_AUDIT_TRAIL)
def audit_json(request: StoreRequest) -> HttpResponse:
    return _file(request, as_json, "application/json", "json")


def _filters(request: StoreRequest) -> AuditFilters:
    store = request.store
    return AuditFilters(request.GET, store=store, today=store.date_of(now()))


def _link(request: StoreRequest, **cursor: str) -> str:
    link = request.GET.copy()
    for used in ("before", "after"):
        link.pop(used, None)
    for way, place in cursor.items():
        link[way] = place
    return link.urlencode()


def _file(request: StoreRequest, write: Write, kind: str, ending: str) -> HttpResponse:
    form = _filters(request)
    if not form.is_valid():
        return HttpResponse(str(form.errors.as_text()), status=400, content_type="text/plain")
    store = request.store
    rows: Iterable[Shown] = everything(form.sources(), store=store, asked=form.asked(whole=True))
    lines = write(rows, zone=store.time_zone, language=get_language() or "sv")
    name = f"tamio-audit-{store.slug}-{store.date_of(now())}.{ending}"
    disposition = {"Content-Disposition": f'attachment; filename="{name}"'}
    return StreamingHttpResponse(lines, content_type=kind, headers=disposition)  # type: ignore[return-value]
