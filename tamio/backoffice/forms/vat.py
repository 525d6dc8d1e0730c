"""A quarter to look at, and a VAT rate that a store puts before the one on record."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import VAT_RATE
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.catalogue.models import Product
from tamio.commerce.invoices.oss.returns import Quarter, quarter_named, quarter_of
from tamio.commerce.stores.models import OwnVatRate
from tamio.commerce.vat.rates import EU
from tamio.look.fields import LongSelect, QuantityField, validate_printable
from tamio.look.formats import country_name

_QUARTERS = 12
_TAKEN = _("There is a rate from that day already.")


class QuarterForm(forms.Form):
    """Which quarter, and what a euro was on its last day. Left alone it is the current one."""

    quarter = forms.ChoiceField(label=_("Quarter"), required=False)
    kronor = QuantityField(
        label=_("SEK for a euro"),
        required=False,
        min_value=Decimal("0.0001"),
        max_value=Decimal(1000),
    )

    def __init__(self, data: Any, *, today: date) -> None:
        super().__init__(data)
        self._now = quarter_of(today)
        names = [str(each) for each in _back_from(self._now)]
        quarter = self.fields["quarter"]
        assert isinstance(quarter, forms.ChoiceField)
        quarter.choices = [(name, name) for name in names]
        self.initial["quarter"] = str(self._now)

    @property
    def chosen(self) -> Quarter:
        """Of a form that may be wrong: then the current one."""
        name = self.cleaned_data.get("quarter", "") if self.is_valid() else ""
        return quarter_named(name) or self._now

    @property
    def rate(self) -> Decimal | None:
        found: Decimal | None = self.cleaned_data.get("kronor") if self.is_valid() else None
        return found


def _back_from(quarter: Quarter) -> list[Quarter]:
    found = [quarter]
    while len(found) < _QUARTERS:
        found.append(found[-1].before)
    return found


class OwnRateForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view, from the address."""

    country = forms.ChoiceField(label=_("Country"), widget=LongSelect)
    vat_class = forms.ChoiceField(label=_("VAT class"))
    rate = QuantityField(label=_("Rate"), min_value=0, max_value=50)
    reason = forms.CharField(
        label=_("Where you have it from"), max_length=200, validators=[validate_printable]
    )

    class Meta:
        model = OwnVatRate
        fields = ["country", "vat_class", "rate", "valid_from", "valid_to", "reason"]
        widgets = {
            name: forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
            for name in ("valid_from", "valid_to")
        }
        help_texts = {"valid_to": _("Leave it empty if no end is known.")}

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["country"].choices = _countries(language)  # type: ignore[attr-defined]
        classes = Product._meta.get_field("vat_class").choices
        self.fields["vat_class"].choices = classes  # type: ignore[attr-defined]

    def clean(self) -> None:
        super().clean()
        same = {
            name: self.cleaned_data.get(name) for name in ("country", "vat_class", "valid_from")
        }
        if self.instance.store.own_vat_rates.filter(**same).exists():
            self.add_error("valid_from", _TAKEN)

    def write(self, *, by: str, now: datetime) -> bool:
        """False, with the error in the form, if somebody else wrote one from that day meanwhile."""
        try:
            with transaction.atomic():
                row = self.save()
                note(
                    subject=_subject(row), what=What.CREATED, by=by, now=now, after=rate_words(row)
                )
        except IntegrityError:
            self.add_error("valid_from", _TAKEN)
            return False
        return True


def remove_rate(row: OwnVatRate, *, by: str, now: datetime) -> None:
    """What is sold keeps the rate that it was sold at."""
    with transaction.atomic():
        note(subject=_subject(row), what=What.CHANGED, by=by, now=now, before=rate_words(row))
        row.delete()


def rate_words(row: OwnVatRate) -> str:
    """As the audit trail keeps it."""
    return f"{row.rate.normalize():f} %, {row.valid_from} – {row.valid_to or ''} ({row.reason})"


def _subject(row: OwnVatRate) -> Subject:
    name = f"{row.country} {row.vat_class}"
    return Subject(store_id=row.store_id, kind=VAT_RATE, id=row.pk, name=name)


def _countries(language: str) -> list[tuple[str, str]]:
    named = [(code, country_name(code, language=language)) for code in {*EU, "XI"}]
    return sorted(named, key=lambda pair: pair[1].casefold())
