"""Payment references: the OCR number that tells the bank's file which invoice was paid."""

from stdnum import luhn

from tamio.commerce.stores.models import OcrKind


def ocr_number(number: int, *, kind: OcrKind) -> str:
    """`number` with its check digit (Luhn), before which a length digit may stand (Bankgirot).

    20260001 gives 202600011, and with its length 2026000105: ten digits in all, so that is 0.
    """
    digits = str(number)
    if kind is OcrKind.LENGTH:
        digits = f"{digits}{(len(digits) + 2) % 10}"
    return digits + str(luhn.calc_check_digit(digits))
