"""Keeps when a session was last seen, at most every ten minutes, so that reading writes nothing."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tamio.clock import now
from tamio.commerce.people import sign_ins

#: In the session: the row that tells of it, when it was written, and the key that it then had.
SIGN_IN, _SEEN, _KEY = "sign_in", "seen_at", "seen_key"
_ROOMS = ("/backoffice/", "/accounts/", "/agencies/")


class Seen:
    """Asks the database nothing: what it compares is in the session, which is read anyway."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if (
            request.path_info.startswith(_ROOMS)
            and settings.SESSION_COOKIE_NAME in request.COOKIES
            and SIGN_IN in request.session
        ):
            _look(request, now())
        return response


def begin(request: HttpRequest, *, sign_in_id: int, at: datetime) -> None:
    """The session knows its row from now on."""
    request.session[SIGN_IN] = sign_in_id
    _mark(request, at)


def _look(request: HttpRequest, at: datetime) -> None:
    session = request.session
    age = at.timestamp() - session.get(_SEEN, 0)
    # A change of password gives the session another key.
    same = session.get(_KEY) == session.session_key
    if not same or age >= sign_ins.SEEN_EVERY.total_seconds():
        sign_ins.seen(session[SIGN_IN], session_key=session.session_key or "", now=at)
        _mark(request, at)


def _mark(request: HttpRequest, at: datetime) -> None:
    request.session[_SEEN], request.session[_KEY] = at.timestamp(), request.session.session_key
