"""What each exception in a call becomes: always an answer of the one shape."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

from tamio.api.errors import error_answer, error_of, invalid
from tamio.api.reading import Unreadable
from tamio.api.schemas import LINE_KINDS

#: Parts of ninja's own location of a fault that are not parts of the caller's document.
_OUTSIDE = 2
_SAID: dict[str, Promise] = {
    "missing": gettext_lazy("This field is required."),
    "extra_forbidden": gettext_lazy("This field is not known."),
    "string_type": gettext_lazy("Write it as a string."),
    "string_unicode": gettext_lazy("Remove the characters that cannot be shown."),
    "bool_type": gettext_lazy("Write true or false."),
    "int_type": gettext_lazy("Write a whole number."),
    "list_type": gettext_lazy("Write a list, in brackets."),
    "model_attributes_type": gettext_lazy("Write an object, in braces."),
    "amount": gettext_lazy('Write the amount as a string, such as "99.00".'),
}
_NOT_UNDERSTOOD = gettext_lazy("This value cannot be understood.")


def handle_errors_of(api: NinjaAPI) -> None:
    """Gives `api` an answer for everything that can go wrong before or in a call."""
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(Invalid, _refused)
    api.add_exception_handler(HttpError, _not_json)
    api.add_exception_handler(AuthenticationError, lambda _request, _error: error_of(401))
    api.add_exception_handler(Http404, lambda _request, _error: error_of(404))
    api.add_exception_handler(RequestDataTooBig, lambda _request, _error: error_of(413))
    api.add_exception_handler(UnreadablePostError, lambda _request, _error: error_of(400))


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    if not request.body:
        return _unreadable(_("The body is empty."))
    return invalid((_path(fault["loc"]), _said(fault)) for fault in error.errors)


def _path(location: Iterable[object]) -> str:
    parts = [str(part) for part in list(location)[_OUTSIDE:] if part not in LINE_KINDS]
    return ".".join(parts) or "body"


def _said(fault: Mapping[str, Any]) -> str:
    return str(_SAID.get(fault["type"], _NOT_UNDERSTOOD))


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    return invalid(
        (name, said) for name, all_said in error.message_dict.items() for said in all_said
    )


def _not_json(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code != 400:
        return error_of(error.status_code)
    cause = error.__cause__
    said = str(cause) if isinstance(cause, Unreadable) else _("The body is not JSON in UTF-8.")
    return _unreadable(said)


def _unreadable(message: str) -> HttpResponse:
    return error_answer(status=400, code="not_json", message=message)
