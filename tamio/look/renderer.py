"""Draws the controls of forms. Django draws each by several templates, and each option of a select
by one of its own, which took most of the time of a page with a form.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

_FOLDER = "django/forms/widgets/"
_INPUTS = (
    "text", "email", "url", "number", "password", "search", "tel", "hidden", "checkbox", "color",
    "date", "datetime", "time", "file",
)  # fmt: skip


class Renderer(DjangoTemplates):
    """Django's own, but for selects, inputs, radio buttons and tick boxes, which come out the same
    to the letter and sooner.
    """

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        if draw := _DRAWERS.get(template_name):
            return draw(context["widget"])
        return super().render(template_name, context, request)


def _input(widget: Mapping[str, Any]) -> SafeString:
    kind, name = conditional_escape(widget["type"]), conditional_escape(widget["name"])
    value = _attributes({"value": str(widget["value"])} if widget["value"] is not None else {})
    attributes = _attributes(widget["attrs"])
    # All that is put together in this file has been escaped on its way.
    return mark_safe(f'<input type="{kind}" name="{name}"{value}{attributes}>')  # noqa: S308


def _option(widget: Mapping[str, Any]) -> SafeString:
    """A radio button or one of several tick boxes."""
    if not widget["wrap_label"]:
        return _input(widget)
    name = _attributes({"for": widget["attrs"].get("id") or False})
    label = conditional_escape(widget["label"])
    return mark_safe(f"<label{name}>{_input(widget)} {label}</label>")  # noqa: S308


def _select(widget: Mapping[str, Any]) -> SafeString:
    attributes = _attributes(widget["attrs"])
    content = "".join(_groups(widget))
    name = conditional_escape(widget["name"])
    return mark_safe(f'<select name="{name}"{attributes}>{content}\n</select>')  # noqa: S308


def _groups(widget: Mapping[str, Any]) -> Iterator[str]:
    for name, options, _index in widget["optgroups"]:
        if name:
            yield f'\n  <optgroup label="{conditional_escape(name)}">'
        for option in options:
            value, label = conditional_escape(str(option["value"])), option["label"]
            attributes = _attributes(option["attrs"])
            yield f'\n  <option value="{value}"{attributes}>{conditional_escape(label)}</option>\n'
        if name:
            yield "\n  </optgroup>"


def _attributes(attributes: Mapping[str, Any]) -> str:
    return "".join(
        f" {name}" if value is True else f' {name}="{conditional_escape(str(value))}"'
        for name, value in attributes.items()
        if value is not False
    )


_DRAWERS = {
    **{f"{_FOLDER}{kind}.html": _input for kind in _INPUTS},
    f"{_FOLDER}radio_option.html": _option,
    f"{_FOLDER}checkbox_option.html": _option,
    f"{_FOLDER}select.html": _select,
}
