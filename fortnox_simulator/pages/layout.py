"""The frame of every page."""

from functools import cache
from pathlib import Path

from starlette.responses import HTMLResponse, Response

from fortnox_simulator.pages.markup import Child, Html, join, tag

COMPANIES = ("Företag", "/")
REFRESH_SECONDS = 3
FRESH_SECONDS = REFRESH_SECONDS + 1.0  # what arrived since the page was last drawn


def page(
    title: str,
    *content: Child,
    trail: tuple[tuple[str, str], ...] = (),
    refresh: bool = True,
    narrow: bool = False,
    status: int = 200,
) -> Response:
    """A page that renews itself, so that one sees an order arrive; `trail` leads back up."""
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", name="color-scheme", content="light dark"),
        tag("meta", http_equiv="refresh", content=str(REFRESH_SECONDS)) if refresh else None,
        tag("title", f"{title} · Fortnox-simulator"),
        tag("link", rel="icon", href="data:,"),
        tag("style", Html(_style())),
    )
    body = tag(
        "body",
        _header(trail),
        tag("main", tag("h1", title), *content, class_="narrow" if narrow else None),
    )
    document = join([Html("<!doctype html>"), tag("html", head, body, lang="sv")])
    return HTMLResponse(document, status)


def _header(trail: tuple[tuple[str, str], ...]) -> Html:
    crumbs = [tag("a", name, href=address) for name, address in trail]
    return tag(
        "header",
        tag("a", tag("span", "F", class_="mark"), "Fortnox-simulator", class_="home", href="/"),
        tag("nav", crumbs, aria_label="Var du är"),
        tag("a", "Anrop", class_="aside", href="/requests"),
    )


@cache
def _style() -> str:
    return (Path(__file__).parent / "style.css").read_text("utf-8")
