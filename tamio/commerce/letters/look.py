"""The store's own in a letter: its name, colour and logo, its words, and who it is by law."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tamio.commerce.documents.formats import country_text
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.stores.models import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`seller` are the lines at the foot of every letter (E-commerce Act 2002:562, section 8)."""

    language: str
    name: str
    accent: str
    logo_url: str
    greeting: str
    footer: str
    seller: Sequence[str]


def look_of(store: Store, *, settings: LetterSettings, language: str) -> Look:
    """In the language in force, which is `language`."""
    return Look(
        language=language,
        name=store.name,
        accent=store.accent,
        logo_url=settings.logo_url,
        greeting=settings.text("greeting", language=language),
        footer=settings.text("footer", language=language),
        seller=_seller(store, language=language),
    )


def _seller(store: Store, *, language: str) -> list[str]:
    country = country_text(store.country, language=language)
    numbers = [f"{_('Organisation number')} {store.organisation_number}"]
    if store.vat_number:
        numbers.append(f"{_('VAT number')} {store.vat_number}")
    return [
        f"{store.name}, {store.line1}, {store.postal_code} {store.city}, {country}",
        " · ".join(numbers),
        store.email,
    ]
