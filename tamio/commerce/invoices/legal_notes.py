"""The texts that a sale without the seller's VAT must carry, each once."""

from collections.abc import Iterable
from typing import Protocol

from django.utils.translation import get_language

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.vat.provisions import legal_note
from tamio.commerce.vat.treatments import Treatment


class Taxed(Protocol):
    """A line, drafted or stored."""

    @property
    def item_type(self) -> str: ...
    @property
    def vat_treatment(self) -> str: ...


def legal_notes(lines: Iterable[Taxed], *, language: str = "") -> list[str]:
    """In the order of the lines (VAT Act 17:24, points 12 and 13).

    `language` is "sv" or "en"; without one it is that of whoever reads.
    """
    spoken = language or (get_language() or "sv")[:2]
    notes = (
        legal_note(
            treatment=Treatment(line.vat_treatment),
            supply=ItemType(line.item_type).supply,
            language=spoken,
        )
        for line in lines
    )
    return list(dict.fromkeys(note for note in notes if note))
