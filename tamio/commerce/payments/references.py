"""Payment references: the OCR number that tells the bank's file which invoice was paid."""

from stdnum import luhn


def ocr_number(number: int) -> str:
    """`number` with its length digit and its check digit (Luhn), as Bankgirot's OCR rules say.

    20260001 gives 2026000105: ten digits in all, so the length digit is 0.
    """
    digits = str(number)
    with_length = f"{digits}{(len(digits) + 2) % 10}"
    return with_length + str(luhn.calc_check_digit(with_length))
