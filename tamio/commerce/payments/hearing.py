"""An event of a provider's: a reason to look, and never more than that."""

from datetime import datetime

from django.db import IntegrityError, transaction

from tamio.commerce.payments.attempts import look
from tamio.commerce.payments.models import Attempt, ProviderEvent, Receipt, RefundOutcome
from tamio.commerce.payments.providers import provider_of
from tamio.commerce.payments.providers.port import Heard, Provider
from tamio.commerce.payments.refunding import adopt, has_failed
from tamio.commerce.payments.sending import settle_refund
from tamio.commerce.stores.models import Store
from tamio.store_clock import told as in_store


def hear(*, store: Store, provider_key: str, body: bytes, signature: str, now: datetime) -> bool:
    """Whether it is new. Written down only when all that follows is done, so that an event whose
    answer we did not get is told again.

    Raises NotGenuine, NotSetUp; and Unanswered, for the provider to tell it once more.
    """
    provider = provider_of(store, provider_key)
    heard = provider.hear(body, signature)
    events = ProviderEvent.objects.filter(store=store, provider=provider_key)
    if events.filter(event_id=heard.event_id).exists():
        return False
    _follow(heard, provider, store=store, provider_key=provider_key, now=now)
    try:
        with transaction.atomic():
            ProviderEvent.objects.create(
                store=store, provider=provider_key, event_id=heard.event_id, kind=heard.kind[:80],
                at=now,
            )  # fmt: skip
    except IntegrityError:
        return False  # told twice at once; both looked, and looking twice does no harm
    return True


def _follow(
    heard: Heard, provider: Provider, *, store: Store, provider_key: str, now: datetime
) -> None:
    if heard.attempt_key is not None:
        attempts = Attempt.objects.filter(store=store, provider=provider_key)
        attempt = attempts.select_related("store").filter(key=heard.attempt_key).first()
        if attempt is not None:
            look(attempt, now=now)
    if heard.about_refunds and heard.payment_id:
        receipts = Receipt.objects.filter(store=store, provider=provider_key)
        receipt = receipts.filter(provider_id=heard.payment_id).first()
        if receipt is not None:
            _compare_refunds(receipt, provider, now=now)


def _compare_refunds(receipt: Receipt, provider: Provider, *, now: datetime) -> None:
    """What the provider has sent back and we do not know of was made on its own pages."""
    ours = {each.key: each for each in receipt.refunds.prefetch_related("outcomes")}
    for told in provider.sent_back(receipt):
        mine = ours.get(told.key) if told.key else None
        if mine is not None:
            settle_refund(mine, told, now=now)
        elif told.failed:
            _fail(receipt, told.provider_id, told.text, now=now)
        else:
            adopt(
                receipt=receipt, amount=told.amount, provider_id=told.provider_id,
                paid_on=receipt.store.date_of(in_store(told.sent_at)), now=now,
            )  # fmt: skip


def _fail(receipt: Receipt, provider_id: str, text: str, *, now: datetime) -> None:
    outcomes = RefundOutcome.objects.filter(
        refund__receipt=receipt, provider_id=provider_id, failed=False
    )
    for outcome in outcomes.select_related("refund"):
        has_failed(refund=outcome.refund, text=text, provider_id=provider_id, now=now)
