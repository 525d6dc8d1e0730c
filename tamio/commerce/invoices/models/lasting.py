"""What documents have in common: once issued they are neither changed nor deleted."""

from __future__ import annotations

from typing import Any, NoReturn

from django.db import models
from django.db.models import F
from django.db.models.functions import Round

# SQLite adds as floating point (0.10 + 0.20 is not 0.30 there), so sums are compared in whole öre.
NET_AND_VAT = Round(F("net") + F("vat"), 2)


class AlreadyIssued(Exception):
    """An issued invoice was to be issued, edited or deleted. A credit note answers it instead."""


class LastingQuerySet(models.QuerySet[Any]):
    """Rows that are never deleted, one by one or all at once (Bookkeeping Act 7:2)."""

    def delete(self) -> NoReturn:
        raise AlreadyIssued("a document and its lines are never deleted")
