"""A rate of exchange as the store gives it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import STORE
from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.stores.models import ExchangeRate, Store
from tamio.look.fields import decimal_input

_LEAST, _MOST = Decimal("0.0001"), Decimal(100_000)


class RateField(forms.DecimalField):
    """`11,2345` or `11.2345`: a rate has no thousands' separators."""

    default_error_messages = {"invalid": _("Write the rate, such as 11,2345.")}

    def __init__(self, **options: Any) -> None:
        options.setdefault("widget", decimal_input())
        super().__init__(
            decimal_places=6, max_digits=12, min_value=_LEAST, max_value=_MOST, **options
        )

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]  # stubs say int
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class ExchangeRateForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The same currency and day again replaces the rate: invoices keep the one they were issued
    with.
    """

    rate = RateField(
        label=_("SEK for one"), help_text=_("As your bank or the European Central Bank gives it.")
    )

    class Meta:
        model = ExchangeRate
        fields = ["currency", "rate_date", "rate"]
        widgets = {"rate_date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")}

    def __init__(self, data: Any, *, store: Store, today: date) -> None:
        super().__init__(data, initial={"rate_date": today})
        self._store, self._today = store, today

    def clean_rate_date(self) -> date:
        day: date = self.cleaned_data["rate_date"]
        if day > self._today:
            raise forms.ValidationError(_("Choose today or a day before: rates are not foretold."))
        return day

    def write(self, *, by: str, now: datetime) -> None:
        store, given = self._store, self.cleaned_data
        name = f"{given['currency']} {given['rate_date']}"
        with transaction.atomic():
            rate, is_new = ExchangeRate.objects.select_for_update().get_or_create(
                store=store,
                currency=given["currency"],
                rate_date=given["rate_date"],
                defaults={"rate": given["rate"]},
            )
            before = {} if is_new else {"exchange_rate": f"{name}: {rate.rate.normalize():f}"}
            if not is_new:
                rate.rate = given["rate"]
                rate.save(update_fields=["rate"])
            note_change(
                subject=Subject(store_id=store.pk, kind=STORE, id=store.pk, name=store.name),
                before=before,
                after={"exchange_rate": f"{name}: {given['rate'].normalize():f}"},
                by=by,
                now=now,
            )
