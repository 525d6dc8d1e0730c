"""Which language a shopper reads: asked for in the address, else chosen before, else the
browser's, else the store's own.

`?lang=en` is an address of its own, so that a search engine finds both languages without a cookie;
whoever clicks on a language goes there, and it is remembered from then on.
"""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from tamio.commerce.stores.models import Store

PARAMETER = "lang"
CODES = tuple(code for code, _name in settings.LANGUAGES)


def language_for(request: HttpRequest, *, store: Store) -> str:
    """A code of LANGUAGES. Django knows no store, so it would end with the site's language."""
    if asked := asked_for(request):
        return asked
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or _accepts_one_of_ours(request):
        return get_language() or store.language
    return store.language


def asked_for(request: HttpRequest) -> str:
    """The language in the address, "" if it has none of ours."""
    asked = request.GET.get(PARAMETER, "")
    return asked if asked in CODES else ""


def keep_choice(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Remembers what was clicked on. A cookie only for those who come from a page of the shop:
    whoever comes from a search engine has chosen nothing.
    """
    asked, came_from = asked_for(request), request.headers.get("Referer", "")
    if asked and urlsplit(came_from).netloc == request.get_host():
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            asked,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response


def _accepts_one_of_ours(request: HttpRequest) -> bool:
    header = request.headers.get("Accept-Language", "")
    return any(_is_ours(code) for code, _priority in parse_accept_lang_header(header.lower()))


def _is_ours(code: str) -> bool:
    try:
        get_supported_language_variant(code)
    except LookupError:
        return False
    return True
