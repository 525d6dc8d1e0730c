"""The store's own in a letter: its name, colour and logo, its words, and who it is by law."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from tamio.commerce.content.models import Shopfront, shopfront_of
from tamio.commerce.documents.formats import country_text
from tamio.commerce.letters.models import LetterSettings
from tamio.commerce.links.addresses import agency_logo_address, logo_address
from tamio.commerce.people.models import Agency
from tamio.commerce.stores.models import Store

#: What a logo has room for at the head of a letter, in pixels.
_HEIGHT, _MOST_WIDTH = 40, 240


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture by its address; its size in pixels as it is drawn in a letter."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """`seller` are the lines at the foot of every letter (E-commerce Act 2002:562, section 8)."""

    language: str
    name: str
    accent: str
    logo: Logo | None
    greeting: str
    footer: str
    seller: Sequence[str]


def look_of(store: Store, *, settings: LetterSettings, language: str) -> Look:
    """In the language in force, which is `language`."""
    return Look(
        language=language,
        name=store.name,
        accent=store.accent,
        logo=_logo(store),
        greeting=settings.text("greeting", language=language),
        footer=settings.text("footer", language=language),
        seller=_seller(store, language=language),
    )


def branded(look: Look, agency: Agency) -> Look:
    """The same in the name of the agency that runs the store."""
    address = agency_logo_address(agency.pk, agency.logo_digest)
    return replace(
        look,
        name=agency.name,
        accent=agency.accent or look.accent,
        logo=_drawn(agency, address),
    )


def _logo(store: Store) -> Logo | None:
    """The shop's own."""
    front = shopfront_of(store)
    return _drawn(front, logo_address(store, front.logo_digest))


def _drawn(of: Shopfront | Agency, address: str) -> Logo | None:
    """Only a PNG: hardly a mail program draws an SVG."""
    if of.logo_kind != "png":
        return None
    scale = min(_HEIGHT / of.logo_height, _MOST_WIDTH / of.logo_width)
    return Logo(address, width=round(of.logo_width * scale), height=round(of.logo_height * scale))


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
