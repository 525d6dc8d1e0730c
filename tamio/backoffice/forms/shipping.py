"""What leaves and what comes back: units a line, and how it travels or in what condition it is."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from secrets import token_hex
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from tamio.commerce.fulfilment.models import Condition, Return, Shipment
from tamio.commerce.fulfilment.shipping import Parcel
from tamio.commerce.fulfilment.standing import Goods
from tamio.look.fields import QuantityField, validate_printable


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """One line of the form; `most` is what can be written in it."""

    goods: Goods
    most: Decimal
    units: BoundField
    condition: BoundField | None = None


class _UnitsForm(forms.Form):
    """A field of units for each line of goods, and the token that makes two clicks one."""

    token = forms.RegexField(r"\A[0-9a-f]{12}\Z", widget=forms.HiddenInput, required=False)

    def __init__(
        self,
        data: Any = None,
        *,
        goods: Sequence[Goods],
        most: Callable[[Goods], Decimal],
        initial: Mapping[int, Decimal],
    ) -> None:
        """`most`: how many units of a line can be written at most; a line of 0 has no field."""
        first = {_units(position): units for position, units in initial.items()}
        super().__init__(data, initial={"token": token_hex(6)} | first)
        self.most = most
        self._goods = [each for each in goods if most(each)]
        for each in self._goods:
            self.fields[_units(each.line.position)] = QuantityField(
                label=_("Units of %(line)s") % {"line": each.line.description}, required=False
            )

    @property
    def has_rows(self) -> bool:
        return bool(self._goods)

    def units(self) -> dict[int, Decimal]:
        """By the line's position, without those of which there are none."""
        written = {
            each.line.position: self.cleaned_data.get(_units(each.line.position))
            for each in self._goods
        }
        return {position: units for position, units in written.items() if units is not None}

    @property
    def reference(self) -> str:
        return f"form-{self.cleaned_data.get('token') or token_hex(6)}"

    def refuse(self, error: ValidationError) -> None:
        """Puts what the shop did not accept at its field."""
        if not hasattr(error, "error_dict"):
            self.add_error(None, error)
            return
        for name, messages in error.message_dict.items():
            field = name.replace(".", "-")
            self.add_error(field if field in self.fields else None, messages)


class ShipForm(_UnitsForm):
    """Filled in with all that is left; what stays behind is taken out."""

    carrier = forms.CharField(
        label=_("Carrier"),
        required=False,
        max_length=60,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "on", "list": "carriers"}),
    )
    tracking_number = forms.CharField(
        label=_("Tracking number"),
        required=False,
        max_length=60,
        validators=[validate_printable],
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    tracking_url = forms.CharField(
        label=_("Tracking link"),
        required=False,
        max_length=300,
        validators=Shipment._meta.get_field("tracking_url").validators,
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
        help_text=_("The whole address, with https://. The buyer gets it as a button."),
    )

    def __init__(self, data: Any = None, *, goods: Sequence[Goods]) -> None:
        left = {each.line.position: each.left for each in goods if each.left}
        super().__init__(data, goods=goods, most=attrgetter("left"), initial=left)

    def rows(self) -> Iterator[GoodsRow]:
        for each in self._goods:
            yield GoodsRow(each, self.most(each), self[_units(each.line.position)])

    def parcel(self) -> Parcel:
        names = ("carrier", "tracking_number", "tracking_url")
        return Parcel(**{name: self.cleaned_data[name] for name in names})


class ReturnForm(_UnitsForm):
    """What came back, and how it looks."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=Return._meta.get_field("note").max_length,
        validators=[validate_printable],
        help_text=_("For yourselves; the customer does not see it."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, data: Any = None, *, goods: Sequence[Goods]) -> None:
        super().__init__(data, goods=goods, most=attrgetter("away"), initial={})
        for each in self._goods:
            self.fields[_condition(each.line.position)] = forms.ChoiceField(
                label=_("Condition of %(line)s") % {"line": each.line.description},
                choices=Condition.choices,
                required=False,
            )

    def rows(self) -> Iterator[GoodsRow]:
        for each in self._goods:
            position = each.line.position
            yield GoodsRow(
                each, self.most(each), self[_units(position)], self[_condition(position)]
            )

    def came(self) -> dict[int, tuple[Decimal, str]]:
        return {
            position: (units, self.cleaned_data.get(_condition(position), ""))
            for position, units in self.units().items()
        }


class ReceiptForm(forms.Form):
    """The day on which the buyer had the parcel in hand."""

    received_date = forms.DateField(
        label=_("Received on"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
    )


def _units(position: int) -> str:
    return f"units-{position}"


def _condition(position: int) -> str:
    return f"condition-{position}"
