"""Which language a shopper reads: chosen, else the browser's, else the store's own."""

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language, get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

from tamio.commerce.stores.models import Store


def language_for(request: HttpRequest, *, store: Store) -> str:
    """A code of LANGUAGES. Django knows no store, so it would end with the site's language."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES or _accepts_one_of_ours(request):
        return get_language() or store.language
    return store.language


def _accepts_one_of_ours(request: HttpRequest) -> bool:
    header = request.headers.get("Accept-Language", "")
    return any(_is_ours(code) for code, _priority in parse_accept_lang_header(header.lower()))


def _is_ours(code: str) -> bool:
    try:
        get_supported_language_variant(code)
    except LookupError:
        return False
    return True
