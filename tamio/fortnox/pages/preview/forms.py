"""Which invoices a dry run is about."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.pages.addresses import is_number
from tamio.fortnox.pages.states import KIND
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox.models import Delivery
from tamio.outbox.states import SETTLED

#: Numbers that one address may carry.
MOST_NUMBERS = 500


class DryRunForm(forms.Form):
    """A period or a selection; without either all that is not in Fortnox."""

    first = forms.DateField(
        label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    last = forms.DateField(
        label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    numbers = forms.CharField(required=False, widget=forms.HiddenInput)
    everything = forms.BooleanField(label=_("Also what is in Fortnox already"), required=False)

    def clean_numbers(self) -> list[int]:
        """Raises ValidationError for what is no list of invoice numbers."""
        given = [each.strip() for each in self.cleaned_data["numbers"].split(",") if each.strip()]
        if not all(map(is_number, given)) or len(given) > MOST_NUMBERS:
            raise ValidationError(
                _("Write invoice numbers with commas between them, at most %(most)d.")
                % {"most": MOST_NUMBERS}
            )
        return sorted({int(each) for each in given})

    def clean(self) -> dict[str, Any]:
        first, last = self.cleaned_data.get("first"), self.cleaned_data.get("last")
        if first and last and last < first:
            self.add_error("last", _("The last day is before the first."))
        return self.cleaned_data

    def invoices(self, store: Store) -> QuerySet[Invoice]:
        """In the order of their numbers, in which they would be sent."""
        asked = self.cleaned_data
        found: QuerySet[Invoice] = store.invoices.exclude(issued_at=None).order_by("number")
        if asked["first"]:
            found = found.filter(invoice_date__gte=asked["first"])
        if asked["last"]:
            found = found.filter(invoice_date__lte=asked["last"])
        if asked["numbers"]:
            return found.filter(number__in=asked["numbers"])
        return found if asked["everything"] else _not_there(found)


def _not_there(found: QuerySet[Invoice]) -> QuerySet[Invoice]:
    ours = Delivery.objects.filter(destination=DESTINATION, kind=KIND, subject_id=OuterRef("pk"))
    return found.exclude(Exists(ours.filter(state__in=sorted(SETTLED))))
