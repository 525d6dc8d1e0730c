"""Withdrawals: which are shown, which order one is about, and why one is rejected."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.withdrawals.models import LONGEST_REASON, State, Withdrawal


class WithdrawalFilters(Filters):
    """By whether they are decided."""

    state = forms.ChoiceField(
        label=_("State"), required=False, choices=[("", _("All states")), *State.choices]
    )

    def narrow(self, withdrawals: QuerySet[Withdrawal]) -> QuerySet[Withdrawal]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return withdrawals.none()
        state = self.cleaned_data["state"]
        return withdrawals.filter(state=state) if state else withdrawals


class RejectForm(forms.Form):
    reason = forms.CharField(
        label=_("Reason"),
        max_length=LONGEST_REASON,
        help_text=_("The customer reads it, and can turn to ARN with it."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class IdentifyForm(forms.Form):
    """Which of the store's invoices was meant."""

    number = forms.IntegerField(
        label=_("Invoice number"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, store: Store) -> None:
        super().__init__(data)
        self._store = store
        self.invoice: Invoice | None = None

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        issued = self._store.invoices.filter(issued_at__isnull=False)
        self.invoice = issued.filter(number=number).first() if number < 10**18 else None
        if self.invoice is None:
            raise ValidationError(_("There is no invoice with that number."))
        return number
