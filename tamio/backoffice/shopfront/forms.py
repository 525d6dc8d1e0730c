"""Forms of the shop's look, logo and domain."""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tamio.backoffice.audit.kinds import SHOPFRONT
from tamio.commerce.audit.record import Subject, note_change
from tamio.commerce.content.domains import compact_domain
from tamio.commerce.content.logos import KeptLogo
from tamio.commerce.content.models import Shopfront, Theme, shopfront_of
from tamio.commerce.stores.models import Store

_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_LOGO = ("logo_digest", "logo_kind", "logo_width", "logo_height")


class LookForm(forms.Form):
    """The theme, and the accent that buttons and links have in it."""

    theme = forms.ChoiceField(
        label=_("theme"), choices=Theme.choices, widget=forms.RadioSelect, initial=Theme.CALM
    )
    accent = forms.CharField(
        label=_("accent colour"),
        widget=forms.TextInput(attrs={"type": "color"}),
        help_text=_("The colour of buttons and links in the shop."),
    )

    def __init__(self, data: Any = None, *, store: Store) -> None:
        initial = {"theme": shopfront_of(store).theme, "accent": store.accent}
        super().__init__(data, initial=initial)
        self.store = store

    def clean_accent(self) -> str:
        accent: str = self.cleaned_data["accent"]
        if not _COLOUR.fullmatch(accent):
            raise ValidationError(_("Write a colour such as #1f4d3f."))
        return accent.lower()

    def write(self, *, by: str, now: datetime) -> None:
        theme, accent = self.cleaned_data["theme"], self.cleaned_data["accent"]
        was = {"theme": shopfront_of(self.store).theme, "accent": self.store.accent}
        with transaction.atomic():
            _keep(self.store, {"theme": theme})
            Store.objects.filter(pk=self.store.pk).update(accent=accent)
            _note(self.store, was, {"theme": theme, "accent": accent}, by=by, now=now)


class LogoForm(forms.Form):
    """A file with the logo."""

    logo = forms.FileField(
        label=_("logo"),
        help_text=_("SVG or PNG, at most 200 kB. Stands at the top of every page, 36 pixels high."),
        widget=forms.FileInput(attrs={"accept": "image/svg+xml,image/png"}),
    )


def write_logo(store: Store, kept: KeptLogo | None, *, by: str, now: datetime) -> None:
    """Shows `kept` from now on; None shows the store's name instead."""
    was = shopfront_of(store)
    logo = kept or KeptLogo("", "", 0, 0)
    values = (logo.digest, logo.kind, logo.width, logo.height)
    with transaction.atomic():
        _keep(store, dict(zip(_LOGO, values, strict=True)))
        before, after = {"logo": was.logo_digest[:8]}, {"logo": logo.digest[:8]}
        _note(store, before, after, by=by, now=now)


class DomainForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """The shop's own domain, and whether visitors are led there."""

    class Meta:
        model = Shopfront
        fields = ["domain", "leads"]
        help_texts = {
            "domain": _("Such as shop.example.se. Empty: the shop lives at the address above."),
            "leads": _("Tick this when the domain works, so that nobody is led to a closed door."),
        }

    def clean_domain(self) -> str | None:
        written = self.cleaned_data["domain"]
        if not written:
            return None
        domain = compact_domain(written)
        if domain in settings.PLATFORM_HOSTS:
            raise ValidationError(_("That is the address of the whole installation."))
        return domain

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("leads") and not cleaned.get("domain") and "domain" not in self.errors:
            self.add_error("leads", _("Write the domain first: there is nowhere to lead to."))
        return cleaned

    def write(self, *, by: str, now: datetime) -> None:
        store = self.instance.store
        was = shopfront_of(Store.objects.select_related("shopfront").get(pk=store.pk))
        before = {"domain": was.domain or "", "leads": was.leads}
        after = {"domain": self.instance.domain or "", "leads": self.instance.leads}
        with transaction.atomic():
            _keep(store, {"domain": self.instance.domain, "leads": self.instance.leads})
            _note(store, before, after, by=by, now=now)


def _keep(store: Store, values: Mapping[str, Any]) -> None:
    """Only what is given, so that two who change different things do not undo each other."""
    Shopfront.objects.update_or_create(store=store, defaults=dict(values))


def _note(
    store: Store, before: Mapping[str, Any], after: Mapping[str, Any], *, by: str, now: datetime
) -> None:
    subject = Subject(store_id=store.pk, kind=SHOPFRONT, id=store.pk, name=store.name)
    note_change(subject=subject, before=before, after=after, by=by, now=now)
