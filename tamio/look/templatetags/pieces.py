"""`{% load pieces %}`: the pieces of the visual language, drawn from what they are given."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django import template
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.db.models import Model
from django.forms import BaseForm, BoundField
from django.forms.utils import ErrorList
from django.forms.widgets import CheckboxInput, RadioSelect, Select, Textarea, Widget
from django.template.loader import render_to_string
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tamio.look.chips import Chip, Tone
from tamio.look.paging import Page
from tamio.look.templatetags.look import icon

register = template.Library()


@register.simple_tag
def chip(shown: Chip) -> SafeString:
    """`{% chip row.chip %}`: a state as icon and word, a link if it has somewhere to lead.

    Put together here and not by a template, and each once: a list draws eighty of them, most of
    them alike.
    """
    # Escaped before it is looked for: what is safe and what is not may be equal as text.
    state, text = conditional_escape(str(shown.state)), conditional_escape(str(shown.text))
    return _chip(shown.tone, state, text, conditional_escape(shown.href))


@lru_cache(maxsize=1024)
def _chip(tone: Tone, state: SafeString, text: SafeString, href: SafeString) -> SafeString:
    words = format_html('<span class="chip-text"> · {}</span>', text) if text else ""
    inside = format_html("{}<span>{}{}</span>", icon(tone.icon), state, words)
    if href:
        return format_html('<a class="chip tone-{}" href="{}">{}</a>', tone, href, inside)
    return format_html('<span class="chip tone-{}">{}</span>', tone, inside)


@register.simple_tag
def field(
    bound: BoundField, unit: str = "", label: str = "", hint: str = "", **attributes: Any
) -> SafeString:
    """`{% field form.price unit="SEK" %}`: label, control, help and error of one field.

    `label` and `hint` stand in for the form's own; what else is given goes to the control.
    """
    frame = Frame(
        label=conditional_escape(label or bound.label),
        hint=conditional_escape(hint or bound.help_text),
        unit=conditional_escape(unit),
        style=_style(bound.field.widget),
        required=bound.field.required,
        label_for=bound.id_for_label,
        auto_id=bound.auto_id,
        **_meaning(bound),
    )
    if isinstance(bound.field.widget, RadioSelect):
        shown = {"field": bound, "label": frame.label, "hint": frame.hint, "frame": frame}
        return render_to_string("look/pieces/choices.html", shown)
    if hint:
        attributes["aria-describedby"] = _described_by(bound)
    drawn = control(bound, **attributes)
    if bound.errors:
        return _framed(frame, drawn, errors=bound.errors)
    before, after = _sides(frame, get_language())
    return before + drawn + after


@dataclass(frozen=True, slots=True)
class Frame:
    """All that field.html draws around a control, but for its errors. Texts are escaped, so that
    what is equal looks the same.
    """

    label: SafeString
    hint: SafeString
    unit: SafeString
    style: str
    required: bool
    label_for: str
    auto_id: str
    #: What it means for the books, "" for a field that says nothing of it: see meanings.py.
    term: SafeString
    meaning: SafeString


def _meaning(bound: BoundField) -> dict[str, SafeString]:
    found = getattr(bound.form, "meanings", {}).get(bound.name)
    return {
        "term": conditional_escape(found.term if found else ""),
        "meaning": conditional_escape(found.text if found else ""),
    }


_CONTROL = SafeString("<control>")


@lru_cache(maxsize=1024)
def _sides(frame: Frame, _language: str | None) -> tuple[SafeString, SafeString]:
    """What stands before the control and after it: the same for all who see the form, so it is
    drawn once. What somebody has written is in the control and in errors, and is not kept.
    """
    before, _control, after = _framed(frame, _CONTROL).partition(_CONTROL)
    return SafeString(before), SafeString(after)


def _framed(frame: Frame, drawn: SafeString, *, errors: ErrorList | None = None) -> SafeString:
    field = {"auto_id": frame.auto_id, "errors": errors or ()}
    shown = {"frame": frame, "control": drawn, "field": field, "hint": frame.hint}
    return render_to_string("look/pieces/field.html", shown)


def _described_by(bound: BoundField) -> str:
    """As Django does it for the form's own help, which a hint stands in for."""
    ids = [f"{bound.auto_id}_helptext", *([f"{bound.auto_id}_error"] if bound.errors else [])]
    return " ".join(ids)


@register.simple_tag
def control(bound: BoundField, **attributes: Any) -> SafeString:
    """`{% control form.state %}`: the control alone, where the label stands elsewhere."""
    return bound.as_widget(attrs={"class": _style(bound.field.widget)} | attributes)


def _style(widget: Widget) -> str:
    for kind, style in ((CheckboxInput, "tick"), (Select, "select"), (Textarea, "textarea")):
        if isinstance(widget, kind):
            return style
    return "input"


@dataclass(frozen=True, slots=True)
class Summary:
    """What to correct in one form, on top of it; `id` is its own on a page of several forms."""

    id: str
    count: int
    form: BaseForm


def summary_of(form: BaseForm) -> Summary:
    """Asks the form whether it is valid, if it was not asked yet."""
    count = sum(len(found) for found in form.errors.values())
    name = form.prefix or type(form).__name__.lower()
    return Summary(id=f"errors-{name}", count=count, form=form)


@register.simple_tag
def errors(form: BaseForm) -> SafeString:
    """`{% errors form %}`: everything to correct, each with a link to its field."""
    shown = {"form": form, "summary": summary_of(form)}
    return render_to_string("look/pieces/errors.html", shown)


@register.inclusion_tag("look/pieces/empty.html")
def empty(symbol: str, title: str, text: str, **step: Any) -> dict[str, Any]:
    """`{% empty "box" title text href=url action=label primary=True %}`: and the first step."""
    return {"symbol": symbol, "title": title, "text": text, **step}


@register.inclusion_tag("look/pieces/heading.html")
def heading(page: Page[Model], by: str, label: str, style: str = "") -> dict[str, Any]:
    """`{% heading page "-total" label "num" %}`: a column to sort by, at first as its sign says."""
    name = by.removeprefix("-")
    link = page.params.copy()
    for used in ("before", "after"):
        link.pop(used, None)
    link["sort"] = _turned(page.sort) if page.sort.removeprefix("-") == name else by
    ways = {name: "ascending", f"-{name}": "descending"}
    return {"label": label, "style": style, "href": link.urlencode(), "way": ways.get(page.sort)}


def _turned(sort: str) -> str:
    return sort[1:] if sort.startswith("-") else f"-{sort}"


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
