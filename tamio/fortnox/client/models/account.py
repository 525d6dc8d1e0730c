"""Accounts (konton) of the company's chart."""

from typing import ClassVar

from tamio.fortnox.client.models.base import Document


class Account(Document):
    """An account in one financial year. Lists leave out what is empty."""

    envelope: ClassVar[str] = "Account"
    list_envelope: ClassVar[str] = "Accounts"

    number: int
    description: str
    active: bool
    vat_code: str | None = None
    year: int | None = None
    """The financial year's id."""
    cost_center_settings: str | None = None
    """ALLOWED, MANDATORY or NOTALLOWED; a mandatory cost centre refuses rows without one."""
    project_settings: str | None = None
