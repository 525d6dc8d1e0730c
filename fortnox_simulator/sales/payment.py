"""What a payer goes by: the due date and the OCR number."""

import re
from datetime import date, timedelta

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError


def due_date(company: Company, invoice: Document) -> str:
    """The invoice's date and the days of its terms. Raises 2000588 past the calendar's end."""
    days = _days(company, invoice["TermsOfPayment"])
    try:
        return (date.fromisoformat(invoice["InvoiceDate"]) + timedelta(days=days)).isoformat()
    except OverflowError:
        raise FortnoxError(2000588, message="Ogiltigt datum (DueDate)") from None


def _days(company: Company, code: str) -> int:
    """The number in the code ("30", "30DAYS"), else in its description; cash has none."""
    terms = company.shelves["termsofpayments"].get(code, {"Description": ""})
    found = re.search(r"\d+", code) or re.search(r"\d+", terms["Description"])
    return int(found[0]) if found else 0


def ocr(number: str) -> str:
    """As recorded (197 has 19752): the number, a digit of length, and a check digit (modulus 10).

    The length counts the two digits that are added; of a length over nine its last digit stands.
    """
    with_length = f"{number}{(len(number) + 2) % 10}"
    return f"{with_length}{_check_digit(with_length)}"


def _check_digit(digits: str) -> int:
    """Luhn's: every other digit from the right counts twice, and 18 counts as 1 + 8."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return -sum(sum(divmod(value, 10)) for value in doubled) % 10
