"""The form of one page of text, in both languages."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from tamio.commerce.content.models import Page, PageKind
from tamio.commerce.content.standard_pages import standard_page

_TEXTS = ("title_sv", "text_sv", "title_en", "text_en")


class PageForm(forms.ModelForm):  # type: ignore[type-arg]  # generic in the stubs only
    """A standard page has no address to choose and is always shown: the law asks for most."""

    class Meta:
        model = Page
        fields = ["title_sv", "text_sv", "title_en", "text_en", "slug", "active"]
        widgets = {name: forms.Textarea(attrs={"rows": 18}) for name in ("text_sv", "text_en")}

    def __init__(self, data: Any = None, *, instance: Page) -> None:
        super().__init__(data, instance=instance)
        if instance.kind != PageKind.OWN:
            del self.fields["slug"], self.fields["active"]

    def clean_slug(self) -> str:
        slug: str = self.cleaned_data["slug"]
        if slug in PageKind.values:
            raise ValidationError(_("One of the shop's standard pages has this address."))
        # Asked here: the store is no field, so the model's own check would leave it out.
        if self.instance.store.pages.filter(slug=slug).exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("Another page has this address."))
        return slug

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        written = 0
        for language in ("sv", "en"):
            title, text = cleaned.get(f"title_{language}"), cleaned.get(f"text_{language}")
            written += bool(title and text)
            if text and not title:
                self.add_error(f"title_{language}", _("The text needs a title."))
            if title and not text:
                self.add_error(f"text_{language}", _("The title needs a text."))
        if not written and not self.errors:
            self.add_error("title_sv", _("Write the page in one language at least."))
        return cleaned

    @property
    def is_as_standard(self) -> bool:
        """Whether it says what it would say if nobody had written it."""
        page = self.instance
        if page.kind == PageKind.OWN:
            return False
        standard = standard_page(page.store, PageKind(page.kind))
        return all(_same(getattr(page, name), getattr(standard, name)) for name in _TEXTS)


def _same(one: str, other: str) -> bool:
    """Line endings are the browser's."""
    return one.replace("\r\n", "\n").strip() == other.strip()
