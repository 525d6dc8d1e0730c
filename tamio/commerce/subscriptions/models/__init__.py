"""The rows of subscriptions: what is offered, what was agreed, what was billed, what happened."""

from tamio.commerce.subscriptions.models.discount import DiscountUse, SubscriptionDiscount
from tamio.commerce.subscriptions.models.history import SubscriptionEvent, What
from tamio.commerce.subscriptions.models.ledger import Charge, ChargeKind, Period, PeriodKind
from tamio.commerce.subscriptions.models.plan import Plan, PlanVersion
from tamio.commerce.subscriptions.models.planned import ChangeKind, PlannedChange
from tamio.commerce.subscriptions.models.repricing import PriceChange, PriceNotice
from tamio.commerce.subscriptions.models.rules import SubscriptionRules
from tamio.commerce.subscriptions.models.subscription import (
    LIVING,
    RENEWED,
    Collection,
    Status,
    Subscription,
    SubscriptionLine,
)

__all__ = [
    "LIVING", "RENEWED", "ChangeKind", "Charge", "ChargeKind", "Collection", "DiscountUse",
    "Period", "PeriodKind", "Plan", "PlanVersion", "PlannedChange", "PriceChange", "PriceNotice",
    "Status", "Subscription", "SubscriptionDiscount", "SubscriptionEvent", "SubscriptionLine",
    "SubscriptionRules", "What",
]  # fmt: skip
