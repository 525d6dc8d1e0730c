"""Who has asked the EU's register of VAT numbers says so in one place."""

import pytest

from tamio.commerce.vat.standing import VatNumberStanding, only, standing_of, tell_standings


def in_force(*, store_id: int, vat_number: str) -> VatNumberStanding:
    return VatNumberStanding.VALID


def away(*, store_id: int, vat_number: str) -> VatNumberStanding:
    return VatNumberStanding.UNREACHABLE


def test_where_nobody_asks_a_number_is_unasked() -> None:
    with only(None):
        assert standing_of(store_id=1, vat_number="DE136695976") is VatNumberStanding.UNASKED


def test_who_tells_is_asked_and_nobody_else_can_tell() -> None:
    with only(None):
        tell_standings(in_force)
        tell_standings(in_force)

        assert standing_of(store_id=1, vat_number="DE136695976") is VatNumberStanding.VALID
        with pytest.raises(ValueError, match="somebody else already"):
            tell_standings(away)
