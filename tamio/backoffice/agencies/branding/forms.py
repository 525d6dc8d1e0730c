"""An agency's name and colour, and its logo; each change stands on its clients' audit trails."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tamio.commerce.audit.record import note_change
from tamio.commerce.content.logos import KeptLogo
from tamio.commerce.people.models import Agency
from tamio.commerce.people.places import AGENCY, Place
from tamio.look.fields import validate_printable

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
#: Tamio's own, where one begins to choose.
_FIRST = "#2456c9"


class BrandForm(forms.Form):
    """The name, and a colour unless it is Tamio's own."""

    name = forms.CharField(label=_("name"), max_length=100, validators=[validate_printable])
    own_colour = forms.BooleanField(label=_("use our own colour"), required=False)
    accent = forms.CharField(
        label=_("accent colour"),
        required=False,
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("The colour of buttons and links in your clients' back office."),
    )

    def __init__(self, data: Any = None, *, agency: Agency) -> None:
        initial = {
            "name": agency.name,
            "own_colour": bool(agency.accent),
            "accent": agency.accent or _FIRST,
        }
        super().__init__(data, initial=initial)
        self.agency = agency

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        accent = given.get("accent", "")
        if not given.get("own_colour"):
            given["accent"] = ""
        elif not _COLOUR.fullmatch(accent):
            self.add_error("accent", ValidationError(_("Write a colour such as #1f4d3f.")))
        else:
            given["accent"] = accent.lower()
        return given

    def write(self, *, by: str, now: datetime) -> None:
        after = {"name": self.cleaned_data["name"], "accent": self.cleaned_data["accent"]}
        before = {"name": self.agency.name, "accent": self.agency.accent}
        _keep(self.agency, after, before=before, after=after, by=by, now=now)


def write_logo(agency: Agency, kept: KeptLogo | None, *, by: str, now: datetime) -> None:
    """Shows `kept` from now on; None shows the name alone."""
    logo = kept or KeptLogo("", "", 0, 0)
    values = {
        "logo_digest": logo.digest,
        "logo_kind": logo.kind,
        "logo_width": logo.width,
        "logo_height": logo.height,
    }
    before, after = {"logo": agency.logo_digest[:8]}, {"logo": logo.digest[:8]}
    _keep(agency, values, before=before, after=after, by=by, now=now)


def _keep(
    agency: Agency,
    values: Mapping[str, Any],
    *,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    by: str,
    now: datetime,
) -> None:
    """Only what is given, so that two who change different things do not undo each other."""
    place = Place(agency_id=agency.pk)
    with transaction.atomic():
        Agency.objects.filter(pk=agency.pk).update(**values)
        for subject in place.subjects(kind=AGENCY, pk=agency.pk, name=agency.name):
            note_change(subject=subject, before=before, after=after, by=by, now=now)
