"""Hides personal identity numbers: a sole trader's organisation number is one (GDPR, art. 87).

Lists, logs and exports show the first part, which says that there is a number, and no more.
"""

import re

from stdnum import luhn

_HIDDEN = "••••"
# With a century or without, with a sign or without; a VAT number has SE before and 01 behind.
_LIKELY = re.compile(
    r"(?<![0-9])(?P<century>(?:19|20)?)(?P<birth>[0-9]{6})(?P<sign>[-+]?)(?P<rest>[0-9]{4})"
    r"(?P<vat>(?:01)?)(?![0-9])"
)


def masked(text: str) -> str:
    """`text` with the last four digits of every personal identity number in it hidden."""
    return _LIKELY.sub(_hidden, text)


def _hidden(found: re.Match[str]) -> str:
    if not _is_person(found["birth"] + found["rest"]):
        return found[0]
    return f"{found['century']}{found['birth']}{found['sign'] or '-'}{_HIDDEN}"


def _is_person(digits: str) -> bool:
    """By date and check digit; 60 is added to the day in a coordination number."""
    month, day = int(digits[2:4]), int(digits[4:6])
    return 1 <= month <= 12 and (1 <= day <= 31 or 61 <= day <= 91) and luhn.is_valid(digits)
