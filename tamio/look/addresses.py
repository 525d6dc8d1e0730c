"""Addresses by their names, each worked out once.

A page names two or three dozen of them, and Django goes through the patterns anew for each. What an
address is depends on nothing but what is given here.
"""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from django import urls
from django.urls import get_script_prefix, get_urlconf


def reverse(
    name: str,
    *,
    args: Iterable[Any] = (),
    kwargs: Mapping[str, Any] | None = None,
    urlconf: str | None = None,
    current_app: str | None = None,
) -> str:
    """As django.urls.reverse. Raises NoReverseMatch."""
    named = tuple((kwargs or {}).items())
    tree = get_urlconf() if urlconf is None else urlconf
    return _reversed(name, tuple(args), named, tree, get_script_prefix(), current_app)


@lru_cache(maxsize=4096)
def _reversed(
    name: str,
    args: tuple[Any, ...],
    kwargs: tuple[tuple[str, Any], ...],
    urlconf: str | None,
    _prefix: str,
    current_app: str | None,
) -> str:
    named = dict(kwargs)
    return urls.reverse(name, urlconf, args, named, current_app)
