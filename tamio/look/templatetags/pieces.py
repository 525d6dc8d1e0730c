"""`{% load pieces %}`: the pieces of the visual language, drawn from what they are given."""

from typing import Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.forms import BaseForm, BoundField
from django.forms.widgets import CheckboxInput, RadioSelect, Select, Textarea, Widget
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from tamio.look.chips import Chip, Tone

register = template.Library()


@register.simple_tag
def chip(shown: Chip) -> SafeString:
    """`{% chip row.chip %}`: a state as icon and word, a link if it has somewhere to lead."""
    return render_to_string("look/pieces/chip.html", {"chip": shown})


@register.simple_tag
def field(bound: BoundField, unit: str = "") -> SafeString:
    """`{% field form.price unit="SEK" %}`: label, control, help and error of one field."""
    if isinstance(bound.field.widget, RadioSelect):
        return render_to_string("look/pieces/choices.html", {"field": bound})
    style = _style(bound.field.widget)
    shown = {"field": bound, "control": bound.as_widget(attrs={"class": style})}
    return render_to_string("look/pieces/field.html", shown | {"style": style, "unit": unit})


def _style(widget: Widget) -> str:
    for kind, style in ((CheckboxInput, "tick"), (Select, "select"), (Textarea, "textarea")):
        if isinstance(widget, kind):
            return style
    return "input"


@register.simple_tag
def errors(form: BaseForm) -> SafeString:
    """`{% errors form %}`: everything to correct, each with a link to its field."""
    count = sum(len(found) for found in form.errors.values())
    return render_to_string("look/pieces/errors.html", {"form": form, "count": count})


@register.inclusion_tag("look/pieces/empty.html")
def empty(symbol: str, title: str, text: str, **step: Any) -> dict[str, Any]:
    """`{% empty "box" title text href=url action=label primary=True %}`: and the first step."""
    return {"symbol": symbol, "title": title, "text": text, **step}


@register.filter
def tone(message: Message) -> Tone:
    """The tone of one of Django's messages."""
    return _TONES.get(message.level, Tone.NEUTRAL)


_TONES = {
    constants.SUCCESS: Tone.GOOD,
    constants.WARNING: Tone.NEEDS_YOU,
    constants.ERROR: Tone.WRONG,
}


@register.filter
def tone_icon(message: Message) -> str:
    return tone(message).icon
