"""What a merchant says of a subscription: another plan, a pause, an end."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.subscriptions.shown import price_of
from tamio.commerce.subscriptions.changing import When
from tamio.commerce.subscriptions.ending import Open
from tamio.commerce.subscriptions.models import Plan, SubscriptionLine
from tamio.commerce.subscriptions.models.subscription import MOST_QUANTITY
from tamio.commerce.subscriptions.wishes import Wish
from tamio.commerce.subscriptions.wording import every
from tamio.look.fields import MoneyField

END, PERIOD, NOW = "end", "period", "now"


class ChangeForm(forms.Form):
    """Another plan of the same product, another number of it, or a price of its own."""

    plan = forms.TypedChoiceField(label=_("Plan"), coerce=int, widget=forms.RadioSelect)
    quantity = forms.IntegerField(
        label=_("How many"), min_value=1, max_value=MOST_QUANTITY,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )  # fmt: skip
    price = MoneyField(
        label=_("Price of one, a period"), required=False, min_value=0,
        help_text=_("Empty: what it costs now, or what the chosen plan costs."),
    )  # fmt: skip
    when = forms.ChoiceField(
        label=_("When"), required=False, widget=forms.RadioSelect,
        choices=[
            ("", _("As usual: what costs more at once, what costs less when the period ends")),
            (When.NOW.value, _("At once")),
            (When.PERIOD_END.value, _("When the period ends")),
        ],
    )  # fmt: skip

    def __init__(self, data: Any = None, *, line: SubscriptionLine, plans: Sequence[Plan]) -> None:
        self._line, self._plans = line, {plan.pk: plan for plan in plans}
        start = {"plan": line.version.plan_id, "quantity": line.quantity, "when": ""}
        super().__init__(data, initial=start)
        choices = self.fields["plan"]
        assert isinstance(choices, forms.TypedChoiceField)
        choices.choices = [(plan.pk, _named(plan)) for plan in plans]

    @property
    def chosen(self) -> Plan:
        return self._plans[self.cleaned_data["plan"]]

    @property
    def when_asked(self) -> When | None:
        asked = self.cleaned_data["when"]
        return When(asked) if asked else None

    @property
    def wish(self) -> Wish:
        """What stays as it is is not wished for: whoever has an older version keeps it."""
        given, line = self.cleaned_data, self._line
        is_other = given["plan"] != line.version.plan_id
        costs: Decimal | None = given["price"]
        return Wish(
            line=line,
            version=self.chosen.current if is_other else None,
            quantity=given["quantity"] if given["quantity"] != line.quantity or is_other else None,
            price=costs if is_other or costs != price_of(line) else None,
        )


class PauseForm(forms.Form):
    """From when, and until when."""

    begins = forms.ChoiceField(label=_("The pause begins"), widget=forms.RadioSelect)
    until = forms.DateField(
        label=_("It goes on by itself on"), required=False,
        help_text=_("Empty: until somebody says so."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, period_end: str) -> None:
        super().__init__(data, initial={"begins": END})
        choices = self.fields["begins"]
        assert isinstance(choices, forms.ChoiceField)
        choices.choices = [
            (END, _("When the period ends, %(day)s") % {"day": period_end}),
            (NOW, _("Today")),
        ]


class CancelForm(forms.Form):
    """When it ends, and what becomes of money. Without the right to credit none is given back."""

    when = forms.ChoiceField(label=_("It ends"), widget=forms.RadioSelect)
    gives_back = forms.BooleanField(
        label=_("Give unused days back"), required=False, initial=True,
        help_text=_("By credit notes, if it ends today. Goods that were sent are not given back."),
    )  # fmt: skip
    open_invoices = forms.ChoiceField(
        label=_("Invoices that are not paid"), widget=forms.RadioSelect, initial=Open.KEEP.value,
        choices=[
            (Open.KEEP.value, _("They stay due, but nobody is reminded and no card is charged")),
            (Open.VOID.value, _("They are credited")),
        ],
    )  # fmt: skip

    def __init__(
        self, data: Any = None, *, days: Sequence[tuple[str, str]], owes: bool, may_credit: bool
    ) -> None:
        super().__init__(data, initial={"when": days[0][0]})
        when = self.fields["when"]
        assert isinstance(when, forms.ChoiceField)
        when.choices = list(days)
        if not may_credit:
            del self.fields["gives_back"]
        if not (may_credit and owes):
            del self.fields["open_invoices"]


def _named(plan: Plan) -> str:
    return f"{plan.name}, {every(plan.current.interval)}"
