"""The rows of payments: what is expected, what came in and went back, files, tries online."""

from tamio.commerce.payments.models.bank import BankEntry, BankFile, FileKind, Match
from tamio.commerce.payments.models.cards import Card, CardSetup
from tamio.commerce.payments.models.expected import (
    PAID_FIRST,
    Method,
    Payment,
    Standing,
    expect_payment,
    expect_payments,
)
from tamio.commerce.payments.models.facts import Means, Receipt, Refund, RefundOutcome
from tamio.commerce.payments.models.online import (
    ALIVE,
    Attempt,
    PaymentSettings,
    Progress,
    ProviderEvent,
    Refusal,
    TestCharge,
)

__all__ = [
    "ALIVE", "PAID_FIRST", "Attempt", "BankEntry", "BankFile", "Card", "CardSetup", "FileKind",
    "Match", "Means", "Method", "Payment", "PaymentSettings", "Progress", "ProviderEvent",
    "Receipt", "Refund", "RefundOutcome", "Refusal", "Standing", "TestCharge", "expect_payment",
    "expect_payments",
]  # fmt: skip
