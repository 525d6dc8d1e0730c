"""What is personal in a card's moves: who wrote them. Amounts stay."""

from typing import Any

from django.db import models

from tamio.commerce.audit.retention import ERASED
from tamio.commerce.giftcards.models import CardMove
from tamio.commerce.payments.models.facts import TAMIO


def of_move(row: models.Model) -> dict[str, Any]:
    assert isinstance(row, CardMove)
    return {"by": row.by if row.by == TAMIO else ERASED}
