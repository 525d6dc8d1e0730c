"""Whom one invites as what, and what somebody's role becomes."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tamio.commerce.people.roles import Role
from tamio.commerce.people.words import ROLE_NAMES, ROLE_WORDS
from tamio.look.fields import validate_printable


class RoleForm(forms.Form):
    """`offered` are the roles that whoever fills it in may give."""

    role = forms.ChoiceField(label=_("Role"), widget=forms.RadioSelect)

    def __init__(
        self,
        *args: Any,
        offered: Iterable[Role],
        words: Mapping[Role, Promise] = ROLE_WORDS,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        field = self.fields["role"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (role.value, f"{ROLE_NAMES[role]}: {_begun_small(str(words[role]))}")
            for role in offered
        ]

    @property
    def chosen(self) -> Role:
        return Role(self.cleaned_data["role"])


class InvitationForm(RoleForm):
    email = forms.EmailField(
        label=_("E-mail"),
        max_length=254,
        validators=[validate_printable],
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["email", "role"]


def _begun_small(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
