"""How often one address on the network may do what sends mail or could be used to guess."""

import hashlib
from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest

_HOUR = 3600


def too_often(request: HttpRequest, *, what: str, most: int, now: datetime) -> bool:
    """Counts this time; whether it is one more than `most` within the clock's hour.

    The address itself is not kept, only a digest that goes with the hour.
    """
    address = request.META.get("REMOTE_ADDR", "")
    hour = int(now.timestamp()) // _HOUR
    digest = hashlib.sha256(f"{address}|{hour}".encode()).hexdigest()[:32]
    key = f"throttle:{what}:{digest}"
    cache.add(key, 0, timeout=2 * _HOUR)
    return cache.incr(key) > most
