"""The one shape of every error: what is wrong, in words, and in which fields."""

from collections.abc import Iterable

from django.http import JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

#: By status: the code for machines, and the words for people.
_ERRORS = {
    400: ("bad_request", gettext_lazy("The request could not be read.")),
    401: (
        "unauthorized",
        gettext_lazy("Send the store's token in the header “Authorization: Bearer tamio_…”."),
    ),
    403: (
        "forbidden",
        gettext_lazy(
            "This token only reads. Use one that may write; the store's page Settings, API tokens,"
            " makes them."
        ),
    ),
    404: ("not_found", gettext_lazy("There is nothing at this address in this store.")),
    405: ("method_not_allowed", gettext_lazy("This address does not take that method.")),
    411: ("length_required", gettext_lazy("Send the body's length in “Content-Length”.")),
    413: ("too_large", gettext_lazy("The document is too large. Send one sale at a time.")),
    415: (
        "unsupported_media_type",
        gettext_lazy(
            "Send the body as JSON in UTF-8, with the header “Content-Type: application/json”."
        ),
    ),
    500: (
        "internal",
        gettext_lazy("Something went wrong in Tamio. Nothing was half-written; try again."),
    ),
}
_ANY_OTHER = ("error", gettext_lazy("The call could not be made."))


def error_of(status: int) -> JsonResponse:
    """The answer for everything of that kind, where no more can be said."""
    code, message = _ERRORS.get(status, _ANY_OTHER)
    return error_answer(status=status, code=code, message=message)


def invalid(faults: Iterable[tuple[str, str]]) -> JsonResponse:
    """`faults`: dotted names in the caller's document, each with what is wrong there."""
    message = _("Nothing was saved: correct the fields below and send it again.")
    return error_answer(status=422, code="invalid", message=message, faults=faults)


def error_answer(
    *, status: int, code: str, message: str | Promise, faults: Iterable[tuple[str, str]] = ()
) -> JsonResponse:
    """`{"error", "message", "fields": [{"field", "message"}]}`."""
    fields = [{"field": _shown(field), "message": said} for field, said in faults]
    body = {"error": code, "message": _shown(str(message)), "fields": fields}
    answer = JsonResponse(body, status=status, json_dumps_params={"ensure_ascii": False})
    if status == 401:
        answer["WWW-Authenticate"] = 'Bearer realm="Tamio"'
    return answer


def _shown(text: str) -> str:
    """The caller's own words given back: whole characters only, and not at any length."""
    return text[:200].encode(errors="backslashreplace").decode()
