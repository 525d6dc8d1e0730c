"""The matrix as a form: a field a cell, by the cell's key; and a country added to it."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.pages.accounts.fields import AccountNumberField
from tamio.fortnox.sync.accounts.cells import (
    CELLS,
    GIFT_CARDS,
    OSS_COUNTRIES,
    ROUNDING,
    SOLD,
    WITH_IT,
    Cell,
    Place,
    Taxed,
    all_taxed,
)
from tamio.fortnox.sync.accounts.checks import Chart
from tamio.fortnox.sync.accounts.choosing import objections
from tamio.fortnox.sync.accounts.naming import cell_words
from tamio.look.formats import country_name

#: The fields of the country that is being added, before it is known which.
NEW_COUNTRY = "oss-country"
_NEW = {place: f"{place}-oss-new" for place in SOLD}


def countries_in(keys: Iterable[str]) -> set[str]:
    """The countries whose cells are among `keys`; what is no cell is passed over."""
    found = {cell.taxed.country for key in keys if (cell := CELLS.get(key)) and cell.taxed}
    return found - {""}


class AccountsForm(forms.Form):
    """`chosen` are the accounts by key; the rows of `countries` are shown though empty."""

    def __init__(
        self,
        data: Any = None,
        *,
        chosen: Mapping[str, int],
        countries: Iterable[str],
        chart: Chart,
    ) -> None:
        super().__init__(data, initial=dict(chosen))
        self._chart = chart
        posted = countries_in(data or ())
        #: The rows of the matrix, those of single countries after the general one.
        self.rows = _rows({*countries, *countries_in(chosen), *posted})
        for row in self.rows:
            for place in (*SOLD, *WITH_IT):
                self._add(Cell(place, row))
        self._add(ROUNDING)
        self._add(GIFT_CARDS)
        self._add_country()

    def _add(self, cell: Cell) -> None:
        self.fields[cell.key] = AccountNumberField(label=str(cell_words(cell)))

    def _add_country(self) -> None:
        language = (get_language() or "sv")[:2]
        shown = {row.country for row in self.rows}
        names = sorted(
            (country_name(code, language=language), code)
            for code in OSS_COUNTRIES
            if code not in shown
        )
        self.fields[NEW_COUNTRY] = forms.ChoiceField(
            label=_("Another country"),
            required=False,
            choices=[("", _("Another country")), *((code, name) for name, code in names)],
        )
        labels = {
            Place.GOODS: _("Goods, another country"),
            Place.SERVICES: _("Services, another country"),
        }
        for place, name in _NEW.items():
            self.fields[name] = AccountNumberField(label=labels[place])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        country, added = cleaned.get(NEW_COUNTRY), any(cleaned.get(key) for key in _NEW.values())
        if added and not country and NEW_COUNTRY not in self.errors:
            self.add_error(NEW_COUNTRY, _("Choose the country that the account is for."))
        if country and not added and not any(key in self.errors for key in _NEW.values()):
            self.add_error(NEW_COUNTRY, _("Write an account for the country beside it."))
        if said := objections(self.chosen(), chart=self._chart):
            self.refuse(ValidationError(said))
        return cleaned

    def written(self, key: str) -> int | None:
        """The account of a cell: as it is written, or else as it is chosen."""
        if self.is_bound and key in self.data:
            return self.cleaned_data.get(key)
        return self.initial.get(key)

    def chosen(self) -> dict[str, int | None]:
        """The accounts by key, None for an empty cell; only what was posted."""
        cells = {
            key: number
            for key, number in self.cleaned_data.items()
            if key in CELLS and key in self.data
        }
        country = self.cleaned_data.get(NEW_COUNTRY)
        if country:
            row = Taxed(Treatment.OSS, country=country)
            for place, name in _NEW.items():
                cells[Cell(place, row).key] = self.cleaned_data.get(name)
        return cells

    def refuse(self, error: ValidationError) -> None:
        """Puts what choosing refused at the fields it was written in."""
        country = self.cleaned_data.get(NEW_COUNTRY, "")
        added = {
            Cell(place, Taxed(Treatment.OSS, country=country)).key: name
            for place, name in _NEW.items()
        }
        for key, messages in error.message_dict.items():
            self.add_error(added.get(key, key), messages)


def _rows(countries: set[str]) -> list[Taxed]:
    rows: list[Taxed] = []
    for row in all_taxed():
        rows.append(row)
        if row.treatment is Treatment.OSS:
            rows += [Taxed(Treatment.OSS, country=code) for code in sorted(countries)]
    return rows
