"""Draws the controls of forms. Django draws each option of a select by a template of its own, which
took most of the time of a page with every country, or every account of a chart, to choose from.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import DjangoTemplates
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

SELECT = "django/forms/widgets/select.html"


class Renderer(DjangoTemplates):
    """Django's own, but for selects, which come out the same to the letter and sooner."""

    def render(self, template_name: str, context: dict[str, Any], request: Any = None) -> Any:
        if template_name == SELECT:
            return _select(context["widget"])
        return super().render(template_name, context, request)


def _select(widget: Mapping[str, Any]) -> SafeString:
    attributes = _attributes(widget["attrs"])
    content = "".join(_groups(widget))
    name = conditional_escape(widget["name"])
    # All that is put together here has been escaped on its way.
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
