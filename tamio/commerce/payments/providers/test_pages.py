"""The built-in test provider: its page is ours, and no money moves. For demos and tests only.

Its book is TestCharge, written by its page alone; everything else asks, as of a far side.
"""

from collections.abc import Sequence
from uuid import UUID

from tamio.commerce.payments.models import (
    Attempt,
    CardSetup,
    Means,
    Progress,
    Receipt,
    Refund,
    Refusal,
    TestCharge,
)
from tamio.commerce.payments.providers.port import (
    Found,
    FoundCard,
    Heard,
    NotGenuine,
    Page,
    SentBack,
)
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared
from tamio.store_clock import real


class TestPages:
    """A Provider."""

    __test__ = False

    def __init__(self, store: Store) -> None:
        self._store = store

    def open(self, attempt: Attempt) -> Page:
        TestCharge.objects.get_or_create(
            key=attempt.key,
            defaults={"amount": attempt.amount, "currency": attempt.currency},
        )
        return Page(provider_id=f"test-{attempt.key}", url=f"{attempt.return_url}test/")

    def look(self, attempt: Attempt) -> Found:
        charge = _CHARGES.first(attempt.key)
        if charge is None:
            return Found(progress=Progress.OPEN)
        return Found(
            progress=Progress(charge.progress),
            payment_id=f"test-{charge.key}",
            amount=charge.amount,
            currency=charge.currency,
            means=Means.TEST,
            refusal=Refusal(charge.refusal) if charge.refusal else None,
            code=charge.refusal and f"test_{charge.refusal}",
            card=_card(attempt, GOOD) if attempt.saves_card else None,
        )

    def draw(self, attempt: Attempt) -> Found:
        """As the card was left: see `CARDS`."""
        assert attempt.card is not None
        refusal = CARDS.get(attempt.card.provider_method, "")
        TestCharge.objects.get_or_create(
            key=attempt.key,
            defaults={
                "amount": attempt.amount,
                "currency": attempt.currency,
                "progress": Progress.CLOSED if refusal else Progress.PAID,
                "refusal": refusal,
            },
        )
        return self.look(attempt)

    def find(self, attempt: Attempt) -> Found | None:
        known = TestCharge.objects.filter(key=attempt.key).exists()
        return self.look(attempt) if known else None

    def open_setup(self, setup: CardSetup, *, holder: str) -> Page:
        return Page(provider_id=f"test-{setup.key}", url=f"{setup.return_url}test/")

    def look_at_setup(self, setup: CardSetup) -> FoundCard | None:
        """What was chosen stands in its name: the page has nothing else to keep."""
        chosen = (setup.provider_id or "").rpartition(":")[2]
        return _found_card(str(setup.key), chosen) if chosen in CARDS else None

    def close(self, attempt: Attempt) -> Found:
        decide(attempt, progress=Progress.CLOSED)
        return self.look(attempt)

    def send_back(self, refund: Refund) -> SentBack:
        return SentBack(
            provider_id=f"test-{refund.key}",
            amount=refund.amount,
            sent_at=real(refund.at),
            key=refund.key,
        )

    def sent_back(self, receipt: Receipt) -> Sequence[SentBack]:
        refunds = receipt.refunds.filter(outcomes__failed=False)
        return [self.send_back(each) for each in refunds]

    def hear(self, body: bytes, signature: str) -> Heard:
        raise NotGenuine("the test provider tells nothing by itself")


_CHARGES = Prepared(lambda key: TestCharge.objects.filter(key=key), UUID)


#: The test cards, and how they answer when they are drawn from.
GOOD = "test-good"
CARDS = {
    GOOD: "",
    "test-soft": Refusal.SOFT,
    "test-hard": Refusal.HARD,
    "test-action": Refusal.ACTION,
}


def leave_card(setup: CardSetup, *, card: str) -> None:
    """What the holder has chosen on the page of a setup: one of `CARDS`."""
    named = f"test-{setup.key}:{card}"
    CardSetup.objects.filter(pk=setup.pk, card=None).update(provider_id=named)
    setup.provider_id = named


def _card(attempt: Attempt, method: str) -> FoundCard:
    return _found_card(str(attempt.key), method)


def _found_card(holder: str, method: str) -> FoundCard:
    return FoundCard(customer_id=f"test-{holder}", method_id=method, label="Test •••• 4242")


def decide(attempt: Attempt, *, progress: Progress) -> None:
    """What the buyer has chosen on the page, once: what is decided stays."""
    charges = TestCharge.objects.filter(key=attempt.key, progress=Progress.OPEN)
    charges.update(progress=progress)
