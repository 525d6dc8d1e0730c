"""What every answer under /api/ keeps to: JSON also in errors, English unless asked otherwise."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation

from tamio.api.errors import error_of
from tamio.api.language import language_of

_ROOM = "/api/"
_WITH_BODY = frozenset({"POST", "PUT", "PATCH"})


class ApiManners:
    """Turns the web's own error pages into JSON, and says what body is expected.

    Stands first among the middleware, so that nobody's refusal passes it by.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path_info.startswith(_ROOM):
            return self.get_response(request)
        refusal = _refusal(request)
        answer = _error(request, refusal) if refusal else self.get_response(request)
        answer = _in_json(request, answer)
        answer.headers["Content-Language"] = language_of(request)
        return answer

    def process_view(self, request: HttpRequest, *_view: Any) -> None:
        # After the middleware that would choose by cookie, and by the shops' own default.
        if request.path_info.startswith(_ROOM):
            translation.activate(language_of(request))


def _refusal(request: HttpRequest) -> int | None:
    """The status of what is wrong with how a body is sent."""
    if request.method not in _WITH_BODY:
        return None
    if "Transfer-Encoding" in request.headers and not request.headers.get("Content-Length"):
        return 411
    charset = (request.content_params or {}).get("charset", "utf-8").lower()
    is_json = request.content_type == "application/json" and charset in {"utf-8", "utf8"}
    return None if is_json else 415


def _in_json(request: HttpRequest, answer: HttpResponse) -> HttpResponse:
    kind = answer.headers.get("Content-Type", "")
    if answer.status_code < 400 or kind.startswith("application/json"):
        return answer
    told = _error(request, answer.status_code)
    for name, value in answer.headers.items():
        if not name.startswith("Content-"):
            told[name] = value
    return told


def _error(request: HttpRequest, status: int) -> HttpResponse:
    with translation.override(language_of(request)):
        return error_of(status)
