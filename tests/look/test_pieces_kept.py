"""What is drawn once for all is the same as drawn anew, and never somebody else's."""

from typing import Any

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.urls import NoReverseMatch, get_script_prefix, set_script_prefix
from django.urls import reverse as django_reverse
from django.utils import translation
from django.utils.safestring import mark_safe

from tamio.look.addresses import reverse
from tamio.look.fields import LongSelect, Ready
from tamio.look.renderer import Renderer
from tamio.look.templatetags.pieces import field

MANY = [("SE", "Sverige"), ("AX", 'Åland & "öarna"'), ("<b>", "a < b")]


@pytest.mark.parametrize(
    "widget",
    [
        forms.TextInput(attrs={"class": 'a"b', "required": True, "hidden": False}),
        forms.EmailInput(),
        forms.NumberInput(attrs={"min": 0}),
        forms.PasswordInput(),
        forms.HiddenInput(),
        forms.CheckboxInput(),
        forms.DateInput(),
        forms.FileInput(),
        forms.RadioSelect(choices=MANY),
        forms.CheckboxSelectMultiple(choices=MANY),
        forms.Textarea(),
    ],
)
@pytest.mark.parametrize("value", [None, "", 'Åsa <"&">', mark_safe("&nbsp;"), True, "SE"])
def test_an_input_is_the_same_to_the_letter(widget: forms.Widget, value: Any) -> None:
    def drawn(renderer: Any) -> str:
        return widget.render("field<1>", value, attrs={"id": "id_1"}, renderer=renderer)

    assert drawn(Renderer()) == drawn(DjangoTemplates())


def test_the_one_that_is_chosen_in_a_long_list_is_marked() -> None:
    widget = LongSelect(choices=Ready(MANY))
    for chosen in ("SE", "AX", "<b>"):
        assert widget.render("country", chosen).count(" selected") == 1
    assert '<option value="&lt;b&gt;" selected>a &lt; b</option>' in widget.render("c", "<b>")
    assert " selected" not in widget.render("country", "XX")


class Written(forms.Form):
    name = forms.CharField(label="Namn <1>", help_text="Som på brevlådan")
    note = forms.CharField(label="Namn <1>", required=False)


def test_what_somebody_wrote_is_in_their_form_alone() -> None:
    first, second = Written({"name": "Åsa"}), Written({"name": "Bo"})
    assert 'value="Åsa"' in field(first["name"])
    assert 'value="Bo"' in field(second["name"])
    assert "Åsa" not in field(second["name"])
    assert "Namn &lt;1&gt;" in field(second["name"])


def test_an_error_is_shown_where_it_is_and_not_in_the_next_form() -> None:
    assert 'id="id_name_error"' in field(Written({"name": ""})["name"])
    assert "_error" not in field(Written({"name": "Åsa"})["name"])


def test_each_language_has_its_own() -> None:
    with translation.override("sv"):
        assert "(valfritt)" in field(Written()["note"])
    with translation.override("en"):
        assert "(optional)" in field(Written()["note"])


def test_an_address_is_what_django_says_it_is() -> None:
    for name, args in (("storefront:home", ["a"]), ("storefront:product", ["a", "VAS"])):
        own = "tamio.storefront.own_urls"
        assert reverse(name, args=args) == django_reverse(name, args=args)
        assert reverse(name, args=args, urlconf=own) == django_reverse(name, own, args=args)
    with pytest.raises(NoReverseMatch):
        reverse("storefront:home", args=["a", "b"])


def test_an_address_follows_where_the_site_is_mounted() -> None:
    before, plain = get_script_prefix(), reverse("storefront:home", args=["a"])
    set_script_prefix("/under/")
    try:
        assert reverse("storefront:home", args=["a"]) == f"/under{plain}"
    finally:
        set_script_prefix(before)
