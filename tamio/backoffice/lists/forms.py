"""The name that a filter is kept under."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.lists.models import SavedFilter
from tamio.look.fields import validate_printable

#: More tabs than these are no overview.
MOST_TABS = 20


class SavedFilterForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """Of an instance that has its store, person, list and query."""

    class Meta:
        model = SavedFilter
        fields = ["name", "shared"]

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        validate_printable(name)
        same = self._others().filter(name=name)
        if same.exists():
            raise ValidationError(_("You have a filter of this name already. Write another one."))
        return name

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if not self.instance.query:
            raise ValidationError(_("Nothing is filtered. Choose a filter first, then save it."))
        if self._others().count() >= MOST_TABS:
            message = _("You have %(most)d filters of this list. Remove one of them first.")
            raise ValidationError(message, params={"most": MOST_TABS})
        return cleaned

    def _others(self) -> Any:
        own = self.instance
        mine = SavedFilter.objects.filter(store=own.store, person=own.person, list=own.list)
        return mine.exclude(pk=own.pk)
