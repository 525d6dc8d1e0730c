"""What a register of VAT numbers is asked and answers, whichever register it is."""

from dataclasses import dataclass
from typing import Protocol

from django.conf import settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The register's word. `consultation_number` proves that it was asked, and when; "" where it
    gives none. Name and address are as registered, "" where the member state does not tell.
    """

    is_valid: bool
    consultation_number: str = ""
    name: str = ""
    address: str = ""


class Unreachable(Exception):
    """No word on the number: the register, or the member state behind it, does not answer now.

    The text is a code such as MS_UNAVAILABLE, or what went wrong. `everyone`: it would be the same
    for every number.
    """

    def __init__(self, detail: str, *, everyone: bool = False) -> None:
        super().__init__(detail)
        self.everyone = everyone


class VatRegister(Protocol):
    """Answers for numbers of a right form, country code first: DE136695976."""

    def look_up(self, number: str, *, asked_by: str) -> Entry:
        """`asked_by`: the asking business's own VAT number, or "". Raises Unreachable."""
        ...


def vat_register() -> VatRegister | None:
    """The installation's; None where none is to be asked (TAMIO_VIES_URL=off)."""
    from tamio.commerce.customers.vat_numbers.vies import Vies

    return Vies(settings.VIES_URL) if settings.VIES_URL else None
