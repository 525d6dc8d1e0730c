"""`{% load machines %}`: what only machines read, and texts of the merchant's."""

import json
from collections.abc import Mapping
from typing import Any

from django import template
from django.http import QueryDict
from django.utils.html import format_html, format_html_join, urlize
from django.utils.safestring import SafeString, mark_safe

from tamio.commerce.content.plain_text import Block, Kind, blocks_of
from tamio.storefront.languages import PARAMETER

register = template.Library()

#: What could end the element that the JSON stands in.
_ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
_ELEMENTS = {Kind.BULLETS: "ul", Kind.NUMBERS: "ol"}


@register.simple_tag
def structured_data(data: Mapping[str, Any]) -> SafeString:
    """`{% structured_data each %}`: JSON-LD. A browser runs nothing of it."""
    written = json.dumps(data, ensure_ascii=False).translate(_ESCAPES)
    # Safe: what could leave the element is escaped above.
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(written))  # noqa: S308


@register.simple_tag
def in_language(query: str, code: str) -> str:
    """`{% in_language request.GET.urlencode "en" %}`: the query that leads to this page in it."""
    params = QueryDict(query, mutable=True)
    params[PARAMETER] = code
    return f"?{params.urlencode()}"


@register.filter
def plain_text(text: str) -> SafeString:
    """`{{ page.text|plain_text }}`: headings, lists and paragraphs; addresses become links."""
    return format_html_join("\n", "{}", ((_drawn(block),) for block in blocks_of(text)))


def _drawn(block: Block) -> SafeString:
    if block.kind == Kind.HEADING:
        return format_html("<h2>{}</h2>", block.text)
    if block.kind == Kind.PARAGRAPH:
        lines = format_html_join(mark_safe("<br>"), "{}", ((_linked(x),) for x in block.lines))
        return format_html("<p>{}</p>", lines)
    items = format_html_join("", "<li>{}</li>", ((_linked(line),) for line in block.lines))
    element = mark_safe(_ELEMENTS[block.kind])  # noqa: S308  # one of two words of our own
    return format_html("<{0}>{1}</{0}>", element, items)


def _linked(line: str) -> SafeString:
    return mark_safe(urlize(line, nofollow=True, autoescape=True))  # noqa: S308  # it escapes
