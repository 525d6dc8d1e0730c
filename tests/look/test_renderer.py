"""A select looks as Django draws it, only sooner."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from tamio.look.renderer import Renderer

FEW: list[Any] = [
    ("", "---"),
    (1, 'Åre & "Östersund"'),
    ("<2>", "a < b"),
    ("safe", mark_safe("&nbsp;")),
    (None, gettext_lazy("Yes")),
]
GROUPED: list[Any] = [("Norden & 'Baltikum'", FEW[1:3]), ("", [("x", "alone")]), FEW[0]]


def drawn(widget: forms.Widget, value: Any, renderer: Any) -> str:
    return widget.render(
        "field<1>", value, attrs={"id": "id_1", "required": True}, renderer=renderer
    )


@pytest.mark.parametrize("choices", [[], FEW, GROUPED])
@pytest.mark.parametrize("value", ["", None, 1, "<2>", ["1", "safe"]])
@pytest.mark.parametrize(
    ("kind", "attributes"),
    [
        (forms.Select, {}),
        (forms.SelectMultiple, {"class": "select", "data-placeholder": 'Sök "här" & där'}),
        (forms.Select, {"disabled": False, "autofocus": True, "size": 3}),
        (forms.NullBooleanSelect, {}),
    ],
)
def test_a_select_is_the_same_to_the_letter(
    kind: type[forms.Select], attributes: dict[str, Any], value: Any, choices: list[Any]
) -> None:
    widget = kind(attributes) if kind is forms.NullBooleanSelect else kind(attributes, choices)
    given = value[0] if isinstance(value, list) and kind is forms.NullBooleanSelect else value
    assert drawn(widget, given, Renderer()) == drawn(widget, given, DjangoTemplates())


def test_other_controls_are_left_to_django() -> None:
    widget = forms.DateInput(attrs={"type": "date"})
    assert drawn(widget, "2026-11-26", Renderer()) == drawn(widget, "2026-11-26", DjangoTemplates())
