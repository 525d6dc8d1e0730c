"""A file of the bank's to read, the invoice that a payment is for, and the filter of a report."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.forms.filters import Filters, SearchField
from tamio.backoffice.searching import mentions
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.bank.entries import MOST_BYTES
from tamio.commerce.payments.models import BankEntry, Match
from tamio.commerce.stores.models import Store


class BankFileForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("File from the bank"),
        help_text=_("camt.053 or camt.054 (XML), or BgMax from Bankgirot. At most 10 MB."),
    )

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("The file is larger than 10 MB. Fetch a shorter period."))
        return file


class MatchForm(forms.Form):
    """The invoice, by its number."""

    number = forms.IntegerField(
        label=_("Invoice number"),
        min_value=1,
        max_value=10**15,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, store: Store) -> None:
        super().__init__(data)
        self._store = store

    def clean_number(self) -> int:
        number: int = self.cleaned_data["number"]
        self.invoice: Invoice | None = self._store.invoices.filter(number=number).first()
        if self.invoice is None:
            raise forms.ValidationError(_("There is no invoice with this number."))
        return number


class EntryFilters(Filters):
    """By text, and by what became of a payment."""

    q = SearchField(label=_("Search"))
    match = forms.ChoiceField(
        label=_("Match"), required=False, choices=[("", _("All payments")), *Match.choices]
    )

    def narrow(self, entries: QuerySet[BankEntry]) -> QuerySet[BankEntry]:
        """Nothing is found by a filter that is wrong; the form says which."""
        if not self.is_valid():
            return entries.none()
        if text := self.cleaned_data["q"]:
            entries = entries.filter(mentions(text=text, fields=["reference", "payer", "text"]))
        if match := self.cleaned_data["match"]:
            entries = entries.filter(match=match)
        return entries
