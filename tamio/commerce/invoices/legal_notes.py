"""The texts that a sale without Swedish VAT must carry, each once."""

from collections.abc import Iterable
from typing import Protocol

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.vat.treatments import Treatment, legal_note


class Taxed(Protocol):
    """A line, drafted or stored."""

    @property
    def item_type(self) -> str: ...
    @property
    def vat_treatment(self) -> str: ...


def legal_notes(lines: Iterable[Taxed]) -> list[str]:
    """In the order of the lines (VAT Act 17:24, points 12 and 13)."""
    notes = (
        legal_note(treatment=Treatment(line.vat_treatment), supply=ItemType(line.item_type).supply)
        for line in lines
    )
    return list(dict.fromkeys(note for note in notes if note))
