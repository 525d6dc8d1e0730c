"""What Tamio asks of a payment provider, whichever it is, and what can go wrong.

A provider has a page of its own where the buyer pays; it never tells us a card's number. Whatever
is sent carries a key of ours, so that it can be sent again, and can be found.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Protocol
from uuid import UUID

from tamio.commerce.payments.models import (
    Attempt,
    CardSetup,
    Means,
    Progress,
    Receipt,
    Refund,
    Refusal,
)
from tamio.outbox.problem import Problem


class ProviderError(Exception):
    """`problem` says it to the merchant."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.detail or str(problem.message))
        self.problem = problem


class Unanswered(ProviderError):
    """No answer, or none that settles it: it may have been done. Look before it is done again."""


class Declined(ProviderError):
    """The provider does not do it, however often it is asked."""


class NotSetUp(ProviderError):
    """The store's key is missing or wrong."""


class NotGenuine(Exception):
    """What claims to come from the provider does not."""


@dataclass(frozen=True, slots=True)
class Page:
    """Where the buyer pays, and the provider's name of it."""

    provider_id: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundCard:
    """A card that can be drawn from, by the provider's names; `label` is what its holder reads."""

    customer_id: str
    method_id: str
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """How an attempt stands. The rest is told once it is paid, or says why a draw was not.

    `card` is the one that was left on file with it.
    """

    progress: Progress
    payment_id: str = ""
    amount: Decimal = Decimal(0)
    currency: str = ""
    means: Means = Means.CARD
    paid_at: datetime | None = None
    text: str = ""
    refusal: Refusal | None = None
    code: str = ""
    card: FoundCard | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBack:
    """One refund as the provider knows it. `key` is ours, None if it was made elsewhere."""

    provider_id: str
    amount: Decimal
    sent_at: datetime
    key: UUID | None = None
    is_done: bool = True
    failed: bool = False
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What an event is about: our attempt, or a payment of the provider's; or nothing of ours."""

    event_id: str
    kind: str
    attempt_key: UUID | None = None
    payment_id: str = ""
    about_refunds: bool = False


class Provider(Protocol):
    """Each call may take as long as `TIMEOUT`, and raises ProviderError; none writes our rows."""

    def open(self, attempt: Attempt) -> Page:
        """The page where `attempt` is paid. Opened again, it is the same page."""
        ...

    def look(self, attempt: Attempt) -> Found: ...

    def close(self, attempt: Attempt) -> Found:
        """Sees to it that it cannot be paid any more, unless it has been: the answer tells."""
        ...

    def draw(self, attempt: Attempt) -> Found:
        """Draws from `attempt.card`, whose holder is not there. A card that is declined is no
        error. Unanswered: it may have been drawn, and `find` tells.
        """
        ...

    def find(self, attempt: Attempt) -> Found | None:
        """What became of a draw; None if the provider has never heard of it."""
        ...

    def open_setup(self, setup: CardSetup, *, holder: str) -> Page:
        """The page where a card is left. `holder`: the provider's name of who leaves it, or ""."""
        ...

    def look_at_setup(self, setup: CardSetup) -> FoundCard | None:
        """The card that was left there; None while none is."""
        ...

    def send_back(self, refund: Refund) -> SentBack:
        """Looks whether it has been done before it does it."""
        ...

    def sent_back(self, receipt: Receipt) -> Sequence[SentBack]: ...

    def hear(self, body: bytes, signature: str) -> Heard:
        """Raises NotGenuine."""
        ...


#: The longest that a provider is waited for, in seconds.
TIMEOUT = 20
