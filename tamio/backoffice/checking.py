"""A form is checked by the server while one types, by the very view that takes it.

`{% while_typing form %}` in a form posts it to its own address with a header that says so. The view
runs as ever, with the same rights in the same store, up to where it would write:

    @require_http_methods(["GET", "HEAD", "POST"])
    @store_page(change=Right.EDIT_STORE)
    @checked
    def settings(request: StoreRequest) -> HttpResponse:
        form = StoreForm(request.POST or None, instance=...)
        if accepted(request, form):
            form.write(...)
            return redirect(...)
        return render(...)

`accepted` never returns for a check. Its answer holds the errors of the fields that were touched,
each to be put beside its field, and nothing that stands in a field itself. Whatever the view does
before, the database takes no write from it. Files do not come along, so nothing is said of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any
from urllib.parse import quote

from django.conf import settings
from django.db import connection
from django.forms import BaseForm, BoundField, FileField
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.safestring import SafeString

from tamio.look.templatetags.pieces import summary_of

_HEADER = "Tamio-Check"
#: The names of the fields that were touched, and the ids of the summaries that are on the page.
_TOUCHED, _SUMMARIES = "_touched", "_summary"
_WRITES = ("INSERT", "UPDATE", "DELETE", "REPLACE", "MERGE")
#: Tells the browser which form was saved, so that it keeps no copy of what was typed.
_SAVED = "tamio_saved"
_MINUTES = 10
_MOVED = frozenset({302, 303})

_is_checking: ContextVar[bool] = ContextVar("is_checking", default=False)

View = Callable[..., HttpResponse]
Markup = Callable[[], SafeString]


class WroteWhileChecking(RuntimeError):
    """A view was to write before it asked whether its form is accepted."""


class _Answered(Exception):
    """Leaves the view with the answer to a check."""

    def __init__(self, answer: HttpResponse) -> None:
        super().__init__("a check ends here")
        self.answer = answer


def is_check(request: HttpRequest) -> bool:
    """Whether the form is only to be checked."""
    return request.method == "POST" and _HEADER in request.headers


def is_checked(view: View) -> bool:
    """Whether forms that the view takes can be checked."""
    return getattr(view, "is_checked", False)


def checked(view: View) -> View:
    """For a view that writes only what `accepted` let through. Stands below @store_page."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not is_check(request):
            return _saying_what_is_saved(request, view(request, *args, **kwargs))
        try:
            with _nothing_is_written():
                view(request, *args, **kwargs)
        except _Answered as answered:
            return answered.answer
        # The view went another way than to its form, such as to where a thing is now.
        return HttpResponse(status=204)

    page.is_checked = True  # type: ignore[attr-defined]
    return page


def accepted(request: HttpRequest, *forms: BaseForm, beside: Markup = SafeString) -> bool:
    """Whether the forms were posted and all is right, so that they can be written. All are asked,
    so that everything that is wrong is said at once.

    `beside` makes what else follows what is typed, for a check: elements with `hx-swap-oob`.
    """
    if request.method != "POST":
        return False
    are_valid = [form.is_valid() for form in forms]
    if is_check(request):
        raise _Answered(_answer(request, forms, beside()))
    return all(are_valid)


def _answer(request: HttpRequest, forms: tuple[BaseForm, ...], beside: SafeString) -> HttpResponse:
    touched = set(touched_in(request))
    summaries = [summary_of(form) for form in forms]
    on_the_page = set(request.POST.getlist(_SUMMARIES))
    shown = {
        "fields": [field for form in forms for field in _said_of(form) if _name(field) in touched],
        "summaries": [each for each in summaries if each.id in on_the_page],
        "beside": beside,
    }
    return render(request, "backoffice/checking/answer.html", shown)


def touched_in(request: HttpRequest) -> list[str]:
    """The names of the fields that were touched, as the browser says."""
    return request.POST.getlist(_TOUCHED)


def _said_of(form: BaseForm) -> Iterator[BoundField]:
    for field in form.visible_fields():
        if not isinstance(field.field, FileField):
            yield field


def _name(field: BoundField) -> str:
    return field.html_name


@contextmanager
def _nothing_is_written() -> Iterator[None]:
    token = _is_checking.set(True)
    try:
        with connection.execute_wrapper(_refuse_writes):
            yield
    finally:
        _is_checking.reset(token)


def _refuse_writes(
    execute: Callable[..., Any], sql: str, params: Any, many: Any, context: Any
) -> Any:
    # Only of this request: where threads share a connection, as tests do, others go on.
    if _is_checking.get() and sql.lstrip().upper().startswith(_WRITES):
        raise WroteWhileChecking(sql.split("(")[0])
    return execute(sql, params, many, context)


def _saying_what_is_saved(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """A view leads on when it has saved: unsaved.js then forgets what it kept of the form."""
    if request.method == "POST" and response.status_code in _MOVED:
        response.set_cookie(
            _SAVED,
            quote(request.path, safe=""),
            max_age=_MINUTES * 60,
            secure=settings.SESSION_COOKIE_SECURE,
            samesite="Lax",
        )
    return response
