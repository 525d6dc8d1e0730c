"""A new store in two or three fields: its name, its address, and what it is made from."""

import re
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tamio.backoffice.agencies.new_store.copying import copy, settings_of
from tamio.backoffice.audit.kinds import STORE
from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.people.models import Agency
from tamio.commerce.stores.models import Store
from tamio.look.fields import validate_printable


class NewStoreForm(forms.Form):
    """`templates`: the stores that it may be made from."""

    name = forms.CharField(
        label=gettext_lazy("name"), max_length=100, validators=[validate_printable]
    )
    slug = forms.SlugField(
        label=gettext_lazy("address"),
        max_length=50,
        required=False,
        help_text=gettext_lazy(
            "The last part of the shop's address, such as /s/glashyttan/. Left empty, it is made of"
            " the name. It stays as it is."
        ),
    )
    template = forms.ModelChoiceField(
        label=gettext_lazy("made from"),
        queryset=Store.objects.none(),
        required=False,
        empty_label=gettext_lazy("Nothing: an empty store"),
        help_text=gettext_lazy("Its settings and texts come along, once; later changes do not."),
    )

    def __init__(self, data: Any = None, *, templates: QuerySet[Store]) -> None:
        super().__init__(data)
        field = self.fields["template"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = templates

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if "slug" in self.errors or "name" in self.errors:
            return given
        given["slug"] = (given["slug"] or _slug(given["name"])).lower()
        if not given["slug"]:
            self.add_error("slug", ValidationError(_("Write an address with letters or digits.")))
        elif Store.objects.filter(slug=given["slug"]).exists():
            taken = _("Another store has the address %(slug)s. Choose another.")
            self.add_error("slug", ValidationError(taken % {"slug": given["slug"]}))
        return given

    def write(self, *, agency: Agency, by: str, now: datetime) -> Store:
        """All of it or nothing. Raises IntegrityError if the address was taken meanwhile."""
        given, source = self.cleaned_data, self.cleaned_data["template"]
        with transaction.atomic():
            store = Store.objects.create(
                agency=agency,
                name=given["name"],
                slug=given["slug"],
                **(settings_of(source) if source else {}),
            )
            if source:
                copy(source=source, target=store, by=by, now=now)
            subject = Subject(store_id=store.pk, kind=STORE, id=store.pk, name=store.name)
            told = _("made from %(store)s") % {"store": source.name} if source else ""
            note(subject=subject, what=What.CREATED, by=by, now=now, after=told)
        return store


def _slug(name: str) -> str:
    plain = name.lower().translate(str.maketrans("åäöéü", "aaoeu"))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:50].strip("-")
