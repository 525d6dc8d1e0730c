"""Every address that there is, by its name, with its arguments filled in."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

#: The shop's own rooms: open to everyone by their nature, and walked by the shop's own tests.
OPEN_ROOMS = ("storefront:",)
#: Fits every converter in use: an integration's own argument is found by its name.
_VALUES = {"store_slug": "glashyttan", "number": "1001"}


def addresses() -> dict[str, str]:
    """By name, such as "backoffice:product"; a nameless one by its route."""
    found = dict(_walk(get_resolver(), before="/", names=""))
    return {
        name: address for name, address in sorted(found.items()) if not name.startswith(OPEN_ROOMS)
    }


def _walk(resolver: URLResolver, *, before: str, names: str) -> Iterator[tuple[str, str]]:
    for pattern in resolver.url_patterns:
        address = before + _filled(pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{names}{pattern.namespace}:" if pattern.namespace else names
            yield from _walk(pattern, before=address, names=inner)
        else:
            yield f"{names}{pattern.name or str(pattern.pattern)}", address


def _filled(pattern: URLPattern | URLResolver) -> str:
    route = str(pattern.pattern).removeprefix("^").removesuffix("$")
    for name, converter in pattern.pattern.converters.items():
        kind = type(converter).__name__
        value = _VALUES.get(name, "1" if kind == "IntConverter" else "any")
        for written in (f"<int:{name}>", f"<slug:{name}>", f"<str:{name}>", f"<path:{name}>"):
            route = route.replace(written, value)
    return route
