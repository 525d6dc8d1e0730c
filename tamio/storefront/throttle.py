"""How often one address on the network may do what sends mail or could be used to guess."""

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

#: Codes, of one kind, that one address on the network may write within an hour.
MOST_CODES = 30

_HOUR = 3600


def check_codes(request: HttpRequest, *, what: str, now: datetime) -> None:
    """Counts a code that was written. Raises ValidationError ("code") for one too many."""
    if too_often(request, what=what, most=MOST_CODES, now=now):
        words = _("Too many codes were tried from here. Wait an hour, or write to the shop.")
        raise ValidationError({"code": [words]})


def too_often(request: HttpRequest, *, what: str, most: int, now: datetime) -> bool:
    """Counts this time; whether it is one more than `most` within the clock's hour.

    The address is the visitor's own behind proxies too (tamio/config/visitors.py). It is not kept,
    only a digest that goes with the hour.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hour = int(now.timestamp()) // _HOUR
    digest = hashlib.sha256(f"{address}|{hour}".encode()).hexdigest()[:32]
    key = f"throttle:{what}:{digest}"
    cache.add(key, 0, timeout=2 * _HOUR)
    return cache.incr(key) > most
