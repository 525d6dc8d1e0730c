"""What is personal in facts about money: who noted it, and what stood with it. Amounts stay."""

from typing import Any

from django.db import models

from tamio.commerce.audit.retention import ERASED
from tamio.commerce.payments.models import Receipt, Refund, RefundOutcome
from tamio.commerce.payments.models.facts import TAMIO


def of_receipt(row: models.Model) -> dict[str, Any]:
    assert isinstance(row, Receipt)
    return {"by": _nobody(row.by), "text": ""}


def of_refund(row: models.Model) -> dict[str, Any]:
    assert isinstance(row, Refund)
    return {"by": _nobody(row.by), "reason": ""}


def of_outcome(row: models.Model) -> dict[str, Any]:
    assert isinstance(row, RefundOutcome)
    return {"text": ""}


def _nobody(by: str) -> str:
    return by if by == TAMIO else ERASED
