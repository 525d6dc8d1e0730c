"""A zone and a method of shipping as a merchant writes them."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import SHIPPING_METHOD, SHIPPING_ZONE
from tamio.backoffice.meanings import OF_SHIPPING
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note, note_change, values_of
from tamio.commerce.customers.details import COUNTRIES
from tamio.commerce.shipping.models import (
    Basis,
    ShippingMethod,
    ShippingStep,
    ShippingZone,
    ZoneCountry,
)
from tamio.look.fields import MoneyField, validate_printable
from tamio.look.formats import country_name

#: Prices of one method, the first of them from 0.
STEPS = 5


class ZoneForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view, from the address."""

    name = forms.CharField(label=_("name"), max_length=60, validators=[validate_printable])
    countries = forms.MultipleChoiceField(
        label=_("Countries"), required=False, widget=forms.CheckboxSelectMultiple
    )

    class Meta:
        model = ShippingZone
        fields = ["name", "is_rest"]
        help_texts = {"is_rest": _("Every country that none of your other zones names.")}

    def __init__(self, *args: Any, language: str, **options: Any) -> None:
        super().__init__(*args, **options)
        named = [(code, country_name(code, language=language)) for code in COUNTRIES]
        choices = sorted(named, key=lambda pair: pair[1].casefold())
        self.fields["countries"].choices = choices  # type: ignore[attr-defined]
        self.names = dict(named)
        self.initial["countries"] = self._held()

    def clean(self) -> None:
        super().clean()
        chosen = self.cleaned_data.get("countries", [])
        if self.cleaned_data.get("is_rest"):
            self.cleaned_data["countries"] = []
            zones = self.instance.store.shipping_zones.filter(is_rest=True)
            if zones.exclude(pk=self.instance.pk).exists():
                self.add_error("is_rest", _("Another zone is for all other countries already."))
        elif not chosen and "countries" not in self.errors:
            self.add_error("countries", _("Choose at least one country."))
        self._check_free(chosen)

    def _check_free(self, chosen: Sequence[str]) -> None:
        others = ZoneCountry.objects.filter(store=self.instance.store, country__in=chosen)
        taken = others.exclude(zone=self.instance.pk).values_list("country", flat=True)
        if taken:
            words = {"countries": ", ".join(sorted(self.names[code] for code in taken))}
            message = _("In another zone already: %(countries)s.")
            self.add_error("countries", ValidationError(message, params=words))

    def write(self, *, by: str, now: datetime) -> bool:
        """False, with the error in the form, if another zone took a country meanwhile."""
        try:
            with transaction.atomic():
                self._write(by, now)
        except IntegrityError:
            self.add_error(
                None, _("Another zone was changed meanwhile. Look at it, and try again.")
            )
            return False
        return True

    def _write(self, by: str, now: datetime) -> None:
        is_new = self.instance._state.adding
        before = {} if is_new else _zone_values(ShippingZone.objects.get(pk=self.instance.pk))
        zone = self.save()
        zone.countries.all().delete()
        ZoneCountry.objects.bulk_create(
            ZoneCountry(store=zone.store, zone=zone, country=country)
            for country in sorted(self.cleaned_data["countries"])
        )
        subject = Subject(store_id=zone.store_id, kind=SHIPPING_ZONE, id=zone.pk, name=zone.name)
        if is_new:
            note(subject=subject, what=What.CREATED, by=by, now=now)
        else:
            after = _zone_values(zone)
            note_change(subject=subject, before=before, after=after, by=by, now=now)

    def _held(self) -> list[str]:
        if self.instance._state.adding:
            return []
        return list(self.instance.countries.values_list("country", flat=True))


def _zone_values(zone: ShippingZone) -> dict[str, Any]:
    countries = zone.countries.values_list("country", flat=True)
    return values_of(zone) | {"countries": ", ".join(countries)}


def remove_zone(zone: ShippingZone, *, by: str, now: datetime) -> None:
    """With its methods. What is sold keeps what it was shipped by."""
    subject = Subject(store_id=zone.store_id, kind=SHIPPING_ZONE, id=zone.pk, name=zone.name)
    with transaction.atomic():
        note(subject=subject, what=What.CHANGED, by=by, now=now, before=zone.name)
        zone.delete()


class MethodForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """`instance.store` is set by the view. `start_1` to `price_4` are the steps after the first."""

    meanings = OF_SHIPPING
    name_sv = forms.CharField(
        label=_("name in Swedish"), max_length=100, validators=[validate_printable]
    )
    name_en = forms.CharField(
        label=_("name in English"), max_length=100, validators=[validate_printable]
    )
    price_0 = MoneyField(label=_("price"), min_value=0)
    free_from = MoneyField(label=_("free from"), required=False, min_value=Decimal("0.01"))
    most = MoneyField(label=_("at most"), required=False, min_value=Decimal("0.01"))

    class Meta:
        model = ShippingMethod
        fields = [
            "zone", "name_sv", "name_en", "basis", "free_from", "most", "position", "active",
        ]  # fmt: skip
        labels = {"basis": _("how it is priced")}
        widgets = {"basis": forms.RadioSelect}
        help_texts = {
            "position": _("The lowest stands first, and is chosen until the shopper chooses."),
            "active": _("Untick to offer it no more."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        zone = self.fields["zone"]
        zone.queryset = self.instance.store.shipping_zones.all()  # type: ignore[attr-defined]
        zone.empty_label = _("Collected at the store")  # type: ignore[attr-defined]
        zone.required = False
        for step in range(1, STEPS):
            self.fields[f"start_{step}"] = MoneyField(
                label=_("from"), required=False, min_value=Decimal("0.01")
            )
            self.fields[f"price_{step}"] = MoneyField(label=_("price"), required=False, min_value=0)
        for position, held in enumerate(self._held()):
            self.initial[f"start_{position}"] = held.start
            self.initial[f"price_{position}"] = held.price

    def step_rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Start and price of each step after the first."""
        for step in range(1, STEPS):
            yield self[f"start_{step}"], self[f"price_{step}"]

    def clean(self) -> None:
        super().clean()
        if self.cleaned_data.get("basis") == Basis.FIXED:
            self.cleaned_data["most"] = None
            return
        seen: set[Decimal] = set()
        for step in range(1, STEPS):
            start = self.cleaned_data.get(f"start_{step}")
            price = self.cleaned_data.get(f"price_{step}")
            if (start is None) != (price is None) and not {
                f"start_{step}", f"price_{step}"
            } & set(self.errors):  # fmt: skip
                self.add_error(
                    f"start_{step}" if start is None else f"price_{step}",
                    _("Write both where the price begins and the price, or neither."),
                )
            elif start in seen:
                self.add_error(f"start_{step}", _("Another price begins there."))
            elif start is not None:
                seen.add(start)

    def write(self, *, by: str, now: datetime) -> None:
        """The method with its steps, whole."""
        with transaction.atomic():
            is_new = self.instance._state.adding
            before = {} if is_new else _method_values(self._stored())
            method = self.save()
            method.steps.all().delete()
            ShippingStep.objects.bulk_create(self._steps(method))
            subject = _method_subject(method)
            if is_new:
                note(subject=subject, what=What.CREATED, by=by, now=now)
            else:
                after = _method_values(self._stored())
                note_change(subject=subject, before=before, after=after, by=by, now=now)

    def _stored(self) -> ShippingMethod:
        return ShippingMethod.objects.get(pk=self.instance.pk)

    def _steps(self, method: ShippingMethod) -> Iterator[ShippingStep]:
        written = self.cleaned_data
        yield ShippingStep(method=method, start=Decimal(0), price=written["price_0"])
        for step in range(1, STEPS if method.basis != Basis.FIXED else 1):
            if written.get(f"start_{step}") is not None:
                start, price = written[f"start_{step}"], written[f"price_{step}"]
                yield ShippingStep(method=method, start=start, price=price)

    def _held(self) -> Sequence[ShippingStep]:
        return () if self.instance._state.adding else list(self.instance.steps.all()[:STEPS])


def _method_values(method: ShippingMethod) -> dict[str, Any]:
    steps = ShippingStep.objects.filter(method=method)
    told = "; ".join(f"{step.start:.2f}: {step.price:.2f}" for step in steps)
    return values_of(method) | {"steps": told}


def _method_subject(method: ShippingMethod) -> Subject:
    return Subject(
        store_id=method.store_id, kind=SHIPPING_METHOD, id=method.pk, name=method.name_sv
    )
