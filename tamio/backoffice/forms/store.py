"""A store's settings: who sells, how it is paid, how its prices are stated, how it looks."""

from datetime import datetime
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import STORE
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.customers.details import COUNTRIES
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.numbers import (
    compact_organisation_number,
    compact_vat_number,
    validate_vat_number,
)
from tamio.look.fields import LongSelect, validate_printable

#: Which fields stand together, under which title.
PARTS = [
    ("seller", ["name", "organisation_number", "vat_number", "email"]),
    ("address", ["line1", "postal_code", "city", "country"]),
    ("payment", ["bankgiro", "payment_terms_days"]),
    ("prices", ["currency", "prices_include_vat", "oss_from_date"]),
    ("shop", ["tagline", "accent", "language", "time_zone"]),
]
_TEXTS = ("name", "line1", "postal_code", "city", "tagline")


class StoreForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Everything but the address (slug), which links and bookmarks hang on."""

    # Longer than what is kept: people write it with spaces and hyphens.
    vat_number = forms.CharField(label=_("VAT number"), required=False, max_length=20)
    country = forms.ChoiceField(label=_("country"), widget=LongSelect)
    time_zone = forms.ChoiceField(label=_("time zone"))

    class Meta:
        model = Store
        fields = [name for _part, names in PARTS for name in names]
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "oss_from_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "payment_terms_days": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "bankgiro": _("Stands on the invoice together with the payment reference (OCR)."),
            "payment_terms_days": _("From the invoice date to the due date, at most 90 days."),
            "prices_include_vat": _("Untick to state prices without VAT. Applies to new sales."),
            "oss_from_date": _(
                "From that day consumers in other EU countries pay their own country's VAT."
            ),
            "currency": _("Applies to new sales; the amounts of your prices stay as they are."),
            "accent": _("The colour of buttons and links in the shop."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = _countries()  # type: ignore[attr-defined]
        self.fields["time_zone"].choices = _time_zones(self.instance.time_zone)  # type: ignore[attr-defined]
        for name in _TEXTS:
            self.fields[name].validators.append(validate_printable)

    def clean_organisation_number(self) -> str:
        return compact_organisation_number(self.cleaned_data["organisation_number"])

    def clean_vat_number(self) -> str:
        number: str = self.cleaned_data["vat_number"]
        if not number:
            return ""
        validate_vat_number(number)
        return compact_vat_number(number)

    def clean_bankgiro(self) -> str:
        digits = "".join(filter(str.isdigit, self.cleaned_data["bankgiro"]))
        return f"{digits[:-4]}-{digits[-4:]}" if digits else ""

    def write(self, *, by: str, now: datetime) -> None:
        """Only what was changed, so that two who edit different fields do not undo each other."""
        store = self.instance
        with transaction.atomic():
            before = Store.objects.select_for_update().get(pk=store.pk)
            store.save(update_fields=self.changed_data)
            note_change(
                subject=Subject(store_id=store.pk, kind=STORE, id=store.pk, name=store.name),
                before=values_of(before, fields=self.changed_data),
                after=values_of(store, fields=self.changed_data) if self.changed_data else {},
                by=by,
                now=now,
            )


def _countries() -> list[tuple[str, str]]:
    names = Locale.parse((get_language() or "sv")[:2]).territories
    named = [(str(code), str(names.get(code, code))) for code in COUNTRIES]
    return sorted(named, key=lambda country: country[1])


def _time_zones(current: str) -> list[tuple[str, str]]:
    return [(zone, zone.replace("_", " ")) for zone in sorted({*_european(), current})]


@cache
def _european() -> frozenset[str]:
    # Cached: the list is read from the machine's disk.
    return frozenset(zone for zone in available_timezones() if zone.startswith("Europe/"))
