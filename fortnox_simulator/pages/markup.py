"""HTML by function calls: everything is escaped, but what was made here."""

from collections.abc import Iterable
from html import escape

Child = object
VOID = {"br", "hr", "img", "input", "link", "meta"}


class Html(str):
    """Markup that is safe already."""

    __slots__ = ()


def tag(element: str, /, *children: Child, **attributes: str | bool | None) -> Html:
    """`class_` and `for_` lose their underscore; others turn it into a hyphen. None leaves out."""
    opening = f"<{element}{''.join(map(_attribute, attributes.items()))}>"
    return Html(opening if element in VOID else f"{opening}{join(children)}</{element}>")


def join(children: Iterable[Child]) -> Html:
    return Html("".join(_child(child) for child in children))


def _child(child: Child) -> str:
    if isinstance(child, Html):
        return child
    if isinstance(child, list | tuple):
        return join(child)
    return "" if child is None else escape(str(child))


def _attribute(item: tuple[str, str | bool | None]) -> str:
    name, value = item
    if value is None or value is False:
        return ""
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
