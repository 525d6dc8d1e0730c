"""The code that a phone reads: its text by Swish's own description."""

from decimal import Decimal

import pytest

from tamio.commerce.documents.swish import payload, qr_svg


def test_the_code_says_payee_amount_and_message_as_swish_describes_it() -> None:
    said = payload(payee="1237856901", amount=Decimal(100), message="12229445")
    assert said == "C1237856901;100,00;12229445;0"


def test_a_message_cannot_break_out_of_its_place() -> None:
    said = payload(payee="1237856901", amount=Decimal("0.5"), message="å;7")
    assert said == "C1237856901;0,50;%C3%A5%3B7;0"


@pytest.mark.parametrize("amount", ["0", "-1"])
def test_there_is_no_code_for_nothing(amount: str) -> None:
    with pytest.raises(ValueError, match="nothing to pay"):
        payload(payee="1237856901", amount=Decimal(amount), message="1")


def test_the_drawing_scales_and_carries_no_style() -> None:
    drawn = qr_svg("C1237856901;100,00;12229445;0")
    assert drawn.startswith("<svg")
    assert "viewBox" in drawn
    assert "width=" not in drawn.split(">", 1)[0]
    assert "style" not in drawn
