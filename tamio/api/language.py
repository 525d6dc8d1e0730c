"""The language of an answer: English, or Swedish for those who ask for it."""

from django.http import HttpRequest
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header

_OURS = "en"


def language_of(request: HttpRequest) -> str:
    """By Accept-Language alone: a program has no cookie, and English is what it expects."""
    for wanted, _preference in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        if wanted == "*":
            return _OURS
        try:
            return get_supported_language_variant(wanted)
        except LookupError:
            continue
    return _OURS
