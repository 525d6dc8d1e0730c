"""Currencies (valutor) that the company has registered."""

from typing import ClassVar

from tamio.fortnox.client.models.base import Document


class Currency(Document):
    """`code` by ISO 4217."""

    envelope: ClassVar[str] = "Currency"

    code: str
    description: str | None = None
