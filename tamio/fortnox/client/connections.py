"""Connections to Fortnox: what every pool of them shares."""

import ssl
from functools import cache

import httpx2


def pool(*, limits: httpx2.Limits | None = None) -> httpx2.Client:
    """A pool of connections, for the caller to close."""
    if limits is None:
        return httpx2.Client(verify=_authorities())
    return httpx2.Client(verify=_authorities(), limits=limits)


@cache
def _authorities() -> ssl.SSLContext:
    """Whom a server's certificate must come from. Read once: to read all of the world's
    authorities takes longer than to build a page, and every pool would do it again.
    """
    return httpx2.create_ssl_context()
