"""What was written, taken apart: a number in it, and the words beside that."""

from dataclasses import dataclass

from tamio.backoffice.palette.hits import folded, is_said
from tamio.backoffice.searching import number_in
from tamio.look.chips import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The number in "credit 1042", and what is beside it. None if there are several numbers."""

    text: str
    number: int | None
    beside: str

    def number_of(self, kind: Text) -> int | None:
        """The number, if it may be one of this kind: of "invo 1042" an invoice's."""
        return self.number if not self.beside or is_said(self.beside, folded(str(kind))) else None


def asked(text: str) -> Asked:
    words = text.split()
    numbers = [number for word in words if (number := number_in(word)) is not None]
    if len(numbers) != 1:
        return Asked(text=text, number=None, beside="")
    beside = " ".join(word for word in words if number_in(word) is None)
    return Asked(text=text, number=numbers[0], beside=folded(beside))
