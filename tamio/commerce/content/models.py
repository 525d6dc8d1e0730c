"""Shopfront: a shop's theme, logo and own domain; Page: a text that the merchant has written."""

from __future__ import annotations

from typing import ClassVar

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from tamio.commerce.content.domains import validate_domain
from tamio.commerce.stores.models import Store

#: The longest text of a page, in characters: some thirty sheets of paper.
MOST_TEXT = 60_000


class Theme(models.TextChoices):
    """Colour, type and spacing that go together."""

    CALM = "calm", _("Calm")
    MAGAZINE = "magazine", _("Magazine")
    MARKET = "market", _("Market")


class Shopfront(models.Model):
    """One a store; a store without one is shown in the first theme. The accent is the store's own.

    `logo_digest` names the file (logos.py), "" without a logo. `domain` is the host alone, None for
    a shop that lives on the platform's; visitors of the old address are sent there if it `leads`.
    """

    store = models.OneToOneField(Store, on_delete=models.CASCADE, related_name="shopfront")
    theme = models.CharField(
        _("theme"), max_length=10, choices=Theme.choices, default=Theme.CALM.value
    )
    logo_digest = models.CharField(max_length=32, blank=True)
    logo_kind = models.CharField(max_length=3, blank=True)
    logo_width = models.PositiveSmallIntegerField(default=0)
    logo_height = models.PositiveSmallIntegerField(default=0)
    domain = models.CharField(
        _("own domain"),
        max_length=253,
        unique=True,
        null=True,
        blank=True,
        validators=[validate_domain],
        error_messages={"unique": _("Another shop already has this domain.")},
    )
    leads = models.BooleanField(_("send all visitors there"), default=False)

    def __str__(self) -> str:
        return self.domain or self.store.slug

    @property
    def canonical_domain(self) -> str:
        """The host that search engines and visitors are led to, "" for the platform's."""
        return self.domain if self.domain and self.leads else ""


def shopfront_of(store: Store) -> Shopfront:
    """The store's; one as yet unsaved if nobody has chosen anything."""
    try:
        return store.shopfront
    except Shopfront.DoesNotExist:
        return Shopfront(store=store)


class PageKind(models.TextChoices):
    """What a page is for. All but OWN are there in every store, with a text to begin with."""

    ABOUT = "about", _("About us")
    TERMS = "terms", _("Terms of purchase")
    RETURNS = "returns", _("Returns and withdrawal")
    PRIVACY = "privacy", _("Privacy and cookies")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    OWN = "own", _("A page of your own")


#: Those that every store has, in the order of the shop's foot.
STANDARD = (
    PageKind.ABOUT,
    PageKind.TERMS,
    PageKind.RETURNS,
    PageKind.PRIVACY,
    PageKind.ACCESSIBILITY,
)


class Page(models.Model):
    """A page as the merchant wrote it, in one language or both. Plain text: see plain_text.py.

    A standard page that nobody has changed has no row; its text comes from standard_pages.py.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="pages")
    kind = models.CharField(max_length=13, choices=PageKind.choices, default=PageKind.OWN.value)
    slug = models.CharField(
        _("address"),
        max_length=60,
        validators=[
            RegexValidator(
                r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use small letters a to z, digits and hyphens.")
            )
        ],
    )
    title_sv = models.CharField(_("title in Swedish"), max_length=80, blank=True)
    text_sv = models.TextField(_("text in Swedish"), blank=True, max_length=MOST_TEXT)
    title_en = models.CharField(_("title in English"), max_length=80, blank=True)
    text_en = models.TextField(_("text in English"), blank=True, max_length=MOST_TEXT)
    active = models.BooleanField(_("shown in the shop"), default=True)

    objects: ClassVar[models.Manager[Page]] = models.Manager()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["store", "slug"], name="one_page_a_slug")]

    def __str__(self) -> str:
        return self.title

    @property
    def language(self) -> str:
        """The language it is read in: the reader's if it is written in that, else the other."""
        wanted = (get_language() or "sv")[:2]
        other = "sv" if wanted == "en" else "en"
        return wanted if self.written_in(wanted) else other

    @property
    def title(self) -> str:
        return str(getattr(self, f"title_{self.language}"))

    @property
    def text(self) -> str:
        return str(getattr(self, f"text_{self.language}"))

    def written_in(self, language: str) -> bool:
        """Whether it has a title and a text in "sv" or "en"."""
        return bool(getattr(self, f"title_{language}") and getattr(self, f"text_{language}"))
