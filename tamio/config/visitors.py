"""Whose request it is: the address of the visitor on the network, behind proxies too.

What counts by address (the shop's limits, the throttle on sign-in) reads REMOTE_ADDR, which is set
right here and nowhere else.
"""

from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse

Answer = Callable[[HttpRequest], HttpResponse]


class VisitorsAddress:
    """Middleware, before all that asks for the address."""

    def __init__(self, get_response: Answer) -> None:
        self._get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.META["REMOTE_ADDR"] = visitors_address(
            peer=request.META.get("REMOTE_ADDR", ""),
            forwarded=request.META.get("HTTP_X_FORWARDED_FOR", ""),
            proxies=settings.TRUSTED_PROXIES,
        )
        return self._get_response(request)


def visitors_address(*, peer: str, forwarded: str, proxies: int) -> str:
    """Where the request began, as the outermost of our own `proxies` saw it.

    Each proxy adds to X-Forwarded-For the address that it was called from, so the visitor's is as
    many from the end as there are proxies; what stands before it the visitor may have written. It
    is the `peer` that called us where there is no proxy, or the request has not come through all
    of them.
    """
    if not proxies:
        return peer
    hops = [hop.strip() for hop in forwarded.split(",")]
    found = hops[-proxies] if len(hops) >= proxies else ""
    return _address_in(found) or peer


def _address_in(hop: str) -> str:
    """Without a port, which some proxies add; "" for what is no address."""
    bare = hop
    if hop.startswith("["):
        bare = hop[1:].partition("]")[0]
    elif hop.count(":") == 1:
        bare = hop.partition(":")[0]
    try:
        return str(ip_address(bare))
    except ValueError:
        return ""
