"""Finds rows by what people remember of them."""

from collections.abc import Iterable

from django.db.models import Q


def mentions(*, text: str, fields: Iterable[str]) -> Q:
    """Rows in which one of the fields holds `text`, whatever its case.

    SQLite compares only a to z without regard to case, so that "åsa" would miss "Åsa": the
    usual ways to write it are asked for too.
    """
    found = Q()
    for written in {text, text.lower(), text.upper(), text.title(), text.capitalize()}:
        for field in fields:
            found |= Q(**{f"{field}__icontains": written})
    return found


def number_in(text: str) -> int | None:
    """The document number that `text` is, if it is one that a row can have."""
    digits = text.strip().removeprefix("#")
    if digits.isascii() and digits.isdigit() and len(digits) <= 18:
        return int(digits)
    return None
