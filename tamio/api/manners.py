"""What every answer under /api/ keeps to: JSON also in errors, English unless asked otherwise."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from tamio.api.errors import error_answer

_ROOM = "/api/"
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class ApiManners:
    """Turns the web's own error pages into JSON, and says what content type is expected."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith(_ROOM):
            return self.get_response(request)
        if "Accept-Language" not in request.headers:
            translation.activate("en")
        return _unsupported(request) or _in_json(self.get_response(request))


def _unsupported(request: HttpRequest) -> HttpResponse | None:
    if request.method not in _WITH_BODY or request.content_type == "application/json":
        return None
    message = _("Send the body as JSON, with the header “Content-Type: application/json”.")
    return error_answer(status=415, code="unsupported_media_type", message=message)


def _in_json(answer: HttpResponse) -> HttpResponse:
    if answer.status_code < 400 or answer.headers.get("Content-Type", "").startswith(
        "application/json"
    ):
        return answer
    code, message = _words().get(answer.status_code, ("error", _("The call could not be made.")))
    told = error_answer(status=answer.status_code, code=code, message=message)
    if "Allow" in answer.headers:
        told["Allow"] = answer.headers["Allow"]
    return told


def _words() -> dict[int, tuple[str, str]]:
    return {
        400: ("bad_request", _("The request could not be read.")),
        404: ("not_found", _("There is nothing at this address in this store.")),
        405: ("method_not_allowed", _("This address does not take that method.")),
        500: ("internal", _("Something went wrong in Tamio. Nothing was half-written; try again.")),
    }
