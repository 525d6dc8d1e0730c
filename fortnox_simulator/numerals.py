"""Whole numbers that come as text."""

LONGEST = 18


def whole_number(text: str) -> int | None:
    """The number, or None for what is none or too long to be one.

    Only 0 to 9 are digits here: int() would take those of every script, and fail on what is long.
    """
    is_one = text.isascii() and text.isdecimal() and len(text) <= LONGEST
    return int(text) if is_one else None
