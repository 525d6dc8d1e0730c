"""What the integration keeps beside the outbox: connections, links, exchanges. No second state."""

from tamio.fortnox.models.accounts import ChosenAccount
from tamio.fortnox.models.alerts import AlertChoice, AlertSent, AlertSettings
from tamio.fortnox.models.backfill import Backfill, BackfillDocument
from tamio.fortnox.models.connection import Connection, TokenPair
from tamio.fortnox.models.exchange import ExchangeRecord
from tamio.fortnox.models.links import ArticleLink, CreditLink, CustomerLink, OrderLink, Way
from tamio.fortnox.models.matching import CardQuestion, CustomerRegister, RegisterCard
from tamio.fortnox.models.preflight import Preflight
from tamio.fortnox.models.rate import RateBudget
from tamio.fortnox.models.reconciliation import (
    Finding,
    FindingKind,
    Reconciliation,
    SettledFinding,
)
from tamio.fortnox.models.settings import ChartAccount, Settings

__all__ = [
    "AlertChoice",
    "AlertSent",
    "AlertSettings",
    "ArticleLink",
    "Backfill",
    "BackfillDocument",
    "CardQuestion",
    "ChartAccount",
    "ChosenAccount",
    "Connection",
    "CreditLink",
    "CustomerLink",
    "CustomerRegister",
    "ExchangeRecord",
    "Finding",
    "FindingKind",
    "OrderLink",
    "Preflight",
    "RateBudget",
    "Reconciliation",
    "RegisterCard",
    "Settings",
    "SettledFinding",
    "TokenPair",
    "Way",
]
