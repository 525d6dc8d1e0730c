"""What is known of a buyer's VAT number beyond its form: the word of the EU's register, if any.

Who has asked the register says so here, once at the start; a sale asks and never waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Protocol


class VatNumberStanding(StrEnum):
    """UNASKED is a number of a right form that nobody has asked about: nothing speaks against it.

    UNREACHABLE is no answer, and no answer is not a yes: whether VAT is then kept is the store's
    choice (facts on Swedish commerce, section 3).
    """

    UNASKED = "unasked"
    VALID = "valid"
    INVALID = "invalid"
    UNREACHABLE = "unreachable"


class Standings(Protocol):
    """Answers at once, from what was asked before. The number is in standard form: DE136695976."""

    def __call__(self, *, store_id: int, vat_number: str) -> VatNumberStanding: ...


class _Told:
    """By whom; nobody is a right answer too, where no register is to be asked."""

    by: Standings | None = None


def tell_standings(by: Standings) -> None:
    """Raises ValueError if somebody else tells them already."""
    if _Told.by not in (None, by):
        raise ValueError("the standing of VAT numbers is told by somebody else already")
    _Told.by = by


def standing_of(*, store_id: int, vat_number: str) -> VatNumberStanding:
    """UNASKED where nobody tells."""
    if _Told.by is None:
        return VatNumberStanding.UNASKED
    return _Told.by(store_id=store_id, vat_number=vat_number)


@contextmanager
def only(by: Standings | None) -> Iterator[None]:
    """For tests: inside the block standings are told by this one and nobody else."""
    before, _Told.by = _Told.by, by
    try:
        yield
    finally:
        _Told.by = before
