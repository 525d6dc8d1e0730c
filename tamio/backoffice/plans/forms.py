"""A plan's terms as a merchant writes them."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.catalogue.models import Product, Variant
from tamio.commerce.subscriptions.dates import Alignment, Unit
from tamio.commerce.subscriptions.models import Plan, PlanVersion
from tamio.commerce.subscriptions.models.plan import MOST_UNITS
from tamio.commerce.subscriptions.plans import Terms, make_plan, revise_plan, terms_of
from tamio.look.fields import MoneyField, validate_printable


def _number(label: Any, *, most: int, initial: int = 0, help_text: Any = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        initial=initial,
        help_text=help_text,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )


class PlanForm(forms.Form):
    """Of a new plan of `product`, or of `plan`, whose terms it revises."""

    name = forms.CharField(
        label=_("name of the plan"),
        max_length=100,
        validators=[validate_printable],
        help_text=_("The shop writes it after the product's name, such as “each month”."),
    )
    variant = forms.ChoiceField(label=_("variant"))
    price = MoneyField(label=_("price a period"), min_value=0)
    count = _number(_("every"), most=max(MOST_UNITS.values()), initial=1)
    unit = forms.ChoiceField(label=_("interval"), initial=Unit.MONTH)
    alignment = forms.ChoiceField(label=_("periods follow"))
    trial_days = _number(
        _("free days first"), most=730, help_text=_("0 for none. The first invoice comes after.")
    )
    setup_fee = MoneyField(label=_("fee to begin"), min_value=0, initial="0")
    min_cycles = _number(
        _("binds for, periods"), most=999, help_text=_("0 if it can be cancelled at any time.")
    )
    max_cycles = _number(
        _("ends after, periods"), most=999, help_text=_("0 if it goes on until it is cancelled.")
    )
    notice_days = _number(_("notice, days"), most=366)
    active = forms.BooleanField(
        label=_("for sale"),
        required=False,
        initial=True,
        help_text=_("Who subscribes already goes on as before."),
    )

    def __init__(self, data: Any, *, product: Product, plan: Plan | None = None) -> None:
        super().__init__(data, initial=_initial(plan))
        self._product, self._plan = product, plan
        self._variants = {str(each.pk): each for each in product.variants.all() if each.active}
        for name in ("unit", "alignment"):
            column = PlanVersion._meta.get_field(name)
            assert isinstance(column, models.Field)
            self._choose(name, column.choices)
        self._choose("variant", [(pk, each.title) for pk, each in self._variants.items()])
        if plan is not None:
            del self.fields["variant"]
        elif len(self._variants) < _SEVERAL:
            self.fields["variant"].required = False
            self.fields["variant"].widget = forms.HiddenInput()

    def clean(self) -> None:
        """What the terms say of one another; of fields that are right by themselves."""
        super().clean()
        if not self.errors:
            for field, problems in self._terms().problems().items():
                self.add_error(field, problems)

    @property
    def asks_for_variant(self) -> bool:
        return "variant" in self.fields and len(self._variants) >= _SEVERAL

    def write(self, *, by: str, now: datetime) -> Plan | None:
        """The plan with these terms; None, and the errors in the form, if they cannot be."""
        try:
            with transaction.atomic():
                if self._plan is None:
                    return self._made(by=by, now=now)
                revise_plan(plan=self._plan, terms=self._terms(), by=by, now=now)
                self._rename(self._plan, by=by, now=now)
                return self._plan
        except ValidationError as error:
            for field, problems in error.message_dict.items():
                self.add_error(field if field in self.fields else None, problems)
            return None

    def _made(self, *, by: str, now: datetime) -> Plan:
        made = make_plan(
            variant=self._variant(),
            name=self.cleaned_data["name"],
            terms=self._terms(),
            by=by,
            now=now,
        )
        if not self.cleaned_data["active"]:
            made.active = False
            made.save(update_fields=["active"])
        return made

    def _variant(self) -> Variant:
        chosen = self.cleaned_data.get("variant") or next(iter(self._variants), "")
        if chosen not in self._variants:
            raise ValidationError({"name": [_("The product has no variant that is for sale.")]})
        return self._variants[chosen]

    def _terms(self) -> Terms:
        given = self.cleaned_data
        return Terms(
            unit=Unit(given["unit"]),
            count=given["count"],
            price=given["price"],
            trial_days=given["trial_days"],
            setup_fee=given["setup_fee"],
            min_cycles=given["min_cycles"],
            max_cycles=given["max_cycles"],
            notice_days=given["notice_days"],
            alignment=Alignment(given["alignment"]),
        )

    def _rename(self, plan: Plan, *, by: str, now: datetime) -> None:
        before = {"name": plan.name, "active": plan.active}
        after = {name: self.cleaned_data[name] for name in before}
        if before == after:
            return
        plan.name, plan.active = after["name"], after["active"]
        plan.save(update_fields=["name", "active"])
        subject = Subject(store_id=plan.store_id, kind="plan", id=plan.pk, name=plan.name)
        note_change(subject=subject, before=before, after=after, by=by, now=now)

    def _choose(self, name: str, choices: Any) -> None:
        self.fields[name].choices = list(choices)  # type: ignore[attr-defined]


_SEVERAL = 2


def _initial(plan: Plan | None) -> dict[str, Any]:
    if plan is None:
        return {}
    terms = terms_of(plan)
    said = {field: getattr(terms, field) for field in Terms.__dataclass_fields__}
    return {**said, "name": plan.name, "active": plan.active}
