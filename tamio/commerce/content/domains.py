"""A shop's own domain, as people write it and as requests carry it."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_LABEL = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_LONGEST = 253


def compact_domain(written: str) -> str:
    """The bare host of what may have been copied from a browser: small letters, å as xn--.

    Raises ValidationError for what cannot be written as a host.
    """
    host = written.strip().lower().removeprefix("https://").removeprefix("http://")
    host = host.partition("/")[0].rstrip(".")
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise _no_domain() from None


def validate_domain(host: str) -> None:
    """Raises ValidationError unless `host` is a name such as shop.example.se, without a port."""
    labels = host.split(".")
    fits = len(host) <= _LONGEST and all(_LABEL.fullmatch(label) for label in labels)
    if not fits or len(labels) < 2 or labels[-1].isdigit() or len(labels[-1]) < 2:
        raise _no_domain()


def host_without_port(header: str) -> str:
    """The name in a Host header, in small letters. An IPv6 address comes back as it is."""
    host = header.strip().lower()
    return host if host.endswith("]") else host.rpartition(":")[0] or host


def _no_domain() -> ValidationError:
    return ValidationError(
        _("Write the domain alone, such as shop.example.se: no port, no path, no spaces.")
    )
