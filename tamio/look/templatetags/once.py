"""`{% load once %}`: what is the same each time it is drawn is drawn once in a process."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.template import Context, Library, Node, NodeList, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs
from django.urls import get_urlconf
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

register = Library()

#: Of one place in one template. Whoever asks for ever new ones costs only the drawing.
_KEPT_AT_ONCE = 512
#: Equal if and only if they look the same, and unable to change.
_PLAIN = (str, int, Decimal, date, type(None))


class OnceNode(Node):
    """Sees its own names and LANGUAGE_CODE only, so that it cannot show what is not in its key."""

    child_nodelists = ("nodelist",)

    def __init__(self, nodelist: NodeList, named: Mapping[str, FilterExpression]) -> None:
        self.nodelist = nodelist
        self._named = named
        self._kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        values = {name: self._plain(name, of, context) for name, of in self._named.items()}
        typed = ((type(value), value) for value in values.values())
        key = (get_language(), get_urlconf(), *typed)
        drawn = self._kept.get(key)
        if drawn is None:
            drawn = self._drawn(values, context)
            if len(self._kept) >= _KEPT_AT_ONCE:
                self._kept.clear()
            self._kept[key] = drawn
        return drawn

    def _plain(self, name: str, of: FilterExpression, context: Context) -> Any:
        value = of.resolve(context)
        if not isinstance(value, _PLAIN):
            raise TypeError(f"once: {name} is a {type(value).__name__}, which may change unseen")
        return value

    def _drawn(self, values: Mapping[str, Any], context: Context) -> SafeString:
        shown = {**values, "LANGUAGE_CODE": get_language()}
        fresh = Context(shown, autoescape=context.autoescape)
        template = context.template
        assert template is not None, "it is being drawn"
        with fresh.bind_template(template), fresh.render_context.push_state(template):
            return mark_safe(self.nodelist.render(fresh))  # noqa: S308  # drawn by a template


@register.tag
def once(parser: Parser, token: Token) -> OnceNode:
    """`{% once slug=store.slug %}…{% endonce %}`: drawn once for each value of what is named, for
    each language and each tree of addresses. What is not named is not there inside; a value that is
    no text, number or date raises TypeError.
    """
    name, *words = token.split_contents()
    named = token_kwargs(words, parser)
    if words:
        raise TemplateSyntaxError(f"{name} takes name=value only, not {words[0]!r}")
    nodelist = parser.parse((f"end{name}",))
    parser.delete_first_token()
    return OnceNode(nodelist, named)
