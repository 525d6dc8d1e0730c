"""The one shape of every error: what is wrong, in words, and in which fields."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.exceptions import ValidationError as Invalid
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError

#: Parts of ninja's own location of a fault that are not parts of the caller's document.
_OUTSIDE = 2


def error_answer(
    *, status: int, code: str, message: str, fields: Iterable[Mapping[str, str]] = ()
) -> JsonResponse:
    """`{"error", "message", "fields": [{"field", "message"}]}`."""
    body: dict[str, Any] = {"error": code, "message": message, "fields": list(fields)}
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Tamio"'
    return answer


def invalid(fields: Iterable[tuple[str, str]]) -> JsonResponse:
    found = [{"field": field, "message": message} for field, message in fields]
    message = _("Nothing was saved: correct the fields below and send it again.")
    return error_answer(status=422, code="invalid", message=message, fields=found)


def handle_errors_of(api: NinjaAPI) -> None:
    """Gives `api` an answer for everything that can go wrong before or in a call."""
    api.add_exception_handler(ValidationError, _malformed)
    api.add_exception_handler(Invalid, _refused)
    api.add_exception_handler(AuthenticationError, _unauthorized)
    api.add_exception_handler(Http404, _not_found)
    api.add_exception_handler(RequestDataTooBig, _too_large)
    api.add_exception_handler(HttpError, _not_json)


def _malformed(request: HttpRequest, error: Any) -> HttpResponse:
    return invalid((_path(fault["loc"]), _said(fault)) for fault in error.errors)


def _path(location: Iterable[object]) -> str:
    return ".".join(str(part) for part in list(location)[_OUTSIDE:]) or "body"


def _said(fault: Mapping[str, Any]) -> str:
    match fault["type"]:
        case "missing":
            return _("This field is required.")
        case "extra_forbidden":
            return _("This field is not known.")
        case "string_type":
            return _("Write it as a string.")
        case _:
            return str(fault["msg"]).removeprefix("Value error, ")


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    fields = error.message_dict if hasattr(error, "error_dict") else {"body": error.messages}
    return invalid((name, message) for name, found in fields.items() for message in found)


def _unauthorized(request: HttpRequest, error: Any) -> HttpResponse:
    message = _("Send the store's token in the header “Authorization: Bearer tamio_…”.")
    return error_answer(status=401, code="unauthorized", message=message)


def _not_found(request: HttpRequest, error: Any) -> HttpResponse:
    message = _("There is nothing at this address in this store.")
    return error_answer(status=404, code="not_found", message=message)


def _too_large(request: HttpRequest, error: Any) -> HttpResponse:
    message = _("The document is too large. Send one sale at a time.")
    return error_answer(status=413, code="too_large", message=message)


def _not_json(request: HttpRequest, error: Any) -> HttpResponse:
    if error.status_code == 400:
        return error_answer(
            status=400, code="not_json", message=_("The body is not valid JSON in UTF-8.")
        )
    return error_answer(status=error.status_code, code="error", message=error.message)
