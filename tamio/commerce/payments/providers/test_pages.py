"""The built-in test provider: its page is ours, and no money moves. For demos and tests only.

Its book is TestCharge, written by its page alone; everything else asks, as of a far side.
"""

from collections.abc import Sequence

from tamio.commerce.payments.models import Attempt, Means, Progress, Receipt, Refund, TestCharge
from tamio.commerce.payments.providers.port import Found, Heard, NotGenuine, Page, SentBack
from tamio.commerce.stores.models import Store


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
        charge = TestCharge.objects.filter(key=attempt.key).first()
        if charge is None:
            return Found(progress=Progress.OPEN)
        return Found(
            progress=Progress(charge.progress),
            payment_id=f"test-{charge.key}",
            amount=charge.amount,
            currency=charge.currency,
            means=Means.TEST,
        )

    def close(self, attempt: Attempt) -> Found:
        decide(attempt, progress=Progress.CLOSED)
        return self.look(attempt)

    def send_back(self, refund: Refund) -> SentBack:
        return SentBack(
            provider_id=f"test-{refund.key}",
            amount=refund.amount,
            sent_at=refund.at,
            key=refund.key,
        )

    def sent_back(self, receipt: Receipt) -> Sequence[SentBack]:
        refunds = receipt.refunds.filter(outcomes__failed=False)
        return [self.send_back(each) for each in refunds]

    def hear(self, body: bytes, signature: str) -> Heard:
        raise NotGenuine("the test provider tells nothing by itself")


def decide(attempt: Attempt, *, progress: Progress) -> None:
    """What the buyer has chosen on the page, once: what is decided stays."""
    charges = TestCharge.objects.filter(key=attempt.key, progress=Progress.OPEN)
    charges.update(progress=progress)
