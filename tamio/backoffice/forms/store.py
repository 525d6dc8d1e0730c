"""A store's settings: who sells, how it is paid, how its prices are stated, how it looks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, cast
from zoneinfo import available_timezones

from babel import Locale
from django import forms
from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import STORE
from tamio.backoffice.meanings import OF_STORE
from tamio.commerce.audit.record import Subject, note_change, values_of
from tamio.commerce.customers.details import COUNTRIES
from tamio.commerce.stores.models import Store
from tamio.commerce.stores.numbers import (
    compact_bankgiro,
    compact_bic,
    compact_iban,
    compact_organisation_number,
    compact_plusgiro,
    compact_swish,
    compact_vat_number,
    validate_bankgiro,
    validate_iban,
    validate_plusgiro,
    validate_swish,
    validate_vat_number,
)
from tamio.look.chips import Text
from tamio.look.fields import LongSelect, MoneyField, validate_printable

#: Which fields stand together, under which title.
PARTS = [
    ("seller", ["name", "organisation_number", "vat_number", "seat", "f_tax_approved"]),
    ("contact", ["email", "phone", "website", "our_reference"]),
    ("address", ["line1", "postal_code", "city", "country"]),
    ("payment", ["payment_terms_days", "ocr_kind", "reminder_fee", "late_payment_text"]),
    ("accounts", ["bankgiro", "plusgiro", "swish", "iban", "bic"]),
    (
        "prices",
        [
            "currency",
            "prices_include_vat",
            "sells_to",
            "kept_at_rate_change",
            "oss_from_date",
            "unanswered_vat_numbers",
        ],
    ),
    ("shop", ["low_stock", "tagline", "language", "time_zone"]),
]
_TEXTS = (
    "name", "line1", "postal_code", "city", "tagline", "seat", "phone", "our_reference",
    "late_payment_text",
)  # fmt: skip


def _as_written(
    label: Text, validate: Callable[[str], None], *, hint: Text = ""
) -> forms.CharField:
    """Longer than what is kept: people write numbers with spaces and hyphens."""
    return forms.CharField(
        label=cast(str, label),
        required=False,
        max_length=50,
        validators=[validate],
        help_text=cast(str, hint),
    )


class StoreForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Everything but the address (slug), which links and bookmarks hang on."""

    meanings = OF_STORE
    # Longer than what is kept: people write it with spaces and hyphens.
    vat_number = forms.CharField(label=_("VAT number"), required=False, max_length=20)
    bankgiro = _as_written(
        _("bankgiro"),
        validate_bankgiro,
        hint=_("Stands on the invoice together with the payment reference (OCR)."),
    )
    plusgiro = _as_written(_("plusgiro"), validate_plusgiro)
    swish = _as_written(
        _("Swish number"),
        validate_swish,
        hint=_("Then invoices in kronor carry a code to pay by phone."),
    )
    iban = _as_written(
        _("IBAN"), validate_iban, hint=_("For buyers abroad, and for other currencies.")
    )
    website = forms.URLField(
        label=_("website"), required=False, max_length=100, assume_scheme="https"
    )
    reminder_fee = MoneyField(
        label=_("reminder fee, SEK"),
        required=False,
        help_text=_("Only if agreed before the sale, in your terms; at most 60 SEK by law."),
    )
    country = forms.ChoiceField(label=_("country"), widget=LongSelect)
    time_zone = forms.ChoiceField(label=_("time zone"))

    class Meta:
        model = Store
        fields = [name for _part, names in PARTS for name in names]
        widgets = {
            "oss_from_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "payment_terms_days": forms.TextInput(attrs={"inputmode": "numeric"}),
            "low_stock": forms.TextInput(attrs={"inputmode": "numeric"}),
        }
        help_texts = {
            "seat": _("The municipality of a limited company's board. Must stand on invoices."),
            "our_reference": _("Whom the buyer may ask. Stands on invoices."),
            "ocr_kind": _("As agreed with your bank."),
            "late_payment_text": _(
                "Empty: that interest is due by law. In your own words otherwise."
            ),
            "payment_terms_days": _("From the invoice date to the due date, at most 90 days."),
            "low_stock": _(
                "When so many are left of a product, the first page tells of it. 0: never. A"
                " variant may have a limit of its own."
            ),
            "prices_include_vat": _("Untick to state prices without VAT. Applies to new sales."),
            "oss_from_date": _(
                "From that day consumers in other EU countries pay their own country's VAT."
            ),
            "sells_to": _("The countries that can be chosen in the checkout."),
            "kept_at_rate_change": _(
                "As for food in April 2026. Applies to prices that include VAT."
            ),
            "unanswered_vat_numbers": _(
                "When the EU's register does not answer. One that is not in force pays VAT anyway."
            ),
            "currency": _("Applies to new sales; the amounts of your prices stay as they are."),
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
        return self._compact("bankgiro", compact_bankgiro)

    def clean_plusgiro(self) -> str:
        return self._compact("plusgiro", compact_plusgiro)

    def clean_swish(self) -> str:
        return self._compact("swish", compact_swish)

    def clean_iban(self) -> str:
        return self._compact("iban", compact_iban)

    def clean_bic(self) -> str:
        return self._compact("bic", compact_bic)

    def _compact(self, field: str, compact: Callable[[str], str]) -> str:
        value: str = self.cleaned_data[field]
        return compact(value) if value else ""

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
