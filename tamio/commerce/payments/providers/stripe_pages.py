"""Stripe, by its own hosted page (Checkout): cards and whatever else the account has switched on.

The page does what the law asks of card payments (strong customer authentication), so a card that
needs it is never our business; and no script of theirs is loaded into a shop. Every attempt has
one session, which can be paid once. Idempotency keys are derived from our own keys, so a call
whose answer was lost is repeated and not doubled; Stripe forgets them after a day, so refunds are
looked for first.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from typing import Any, Self
from uuid import UUID

from django.conf import settings

from tamio.commerce.payments.models import (
    Attempt,
    CardSetup,
    Means,
    Progress,
    Receipt,
    Refund,
)
from tamio.commerce.payments.providers import stripe_cards, wording
from tamio.commerce.payments.providers.port import (
    TIMEOUT,
    Declined,
    Found,
    FoundCard,
    Heard,
    NotGenuine,
    NotSetUp,
    Page,
    SentBack,
    Unanswered,
)
from tamio.commerce.payments.providers.stripe_values import amount_of, in_ore, instant_of
from tamio.commerce.stores.models import Store

try:
    import stripe
except ImportError:  # the extra is not installed: see NotSetUp below
    stripe = None  # type: ignore[assignment]

NAME = "Stripe"
#: Events that are worth a look; what else is told is taken and left.
EVENTS = (
    "checkout.session.completed", "checkout.session.expired",
    "checkout.session.async_payment_succeeded", "checkout.session.async_payment_failed",
    "charge.refunded", "refund.created", "refund.updated", "refund.failed",
)  # fmt: skip
_ATTEMPT, _REFUND = "tamio_attempt", "tamio_refund"
#: Stripe's least; ours is a little longer, for clocks that differ.
_SHORTEST = timedelta(minutes=31)
_FAILED = {"failed", "canceled"}


class StripePages:
    """A Provider, for one store's account."""

    def __init__(self, *, key: str, webhook_secret: str) -> None:
        """Raises NotSetUp where the package is not installed."""
        if stripe is None:
            raise NotSetUp(wording.not_installed(NAME))
        self._webhook_secret = webhook_secret
        self._client = stripe.StripeClient(
            key,
            base_addresses={"api": settings.STRIPE_URL},
            http_client=stripe.RequestsClient(timeout=TIMEOUT),
            max_network_retries=0,
        )

    @classmethod
    def of(cls, store: Store) -> Self:
        """Raises NotSetUp."""
        own = getattr(store, "payment_settings", None)
        if own is None or not own.stripe_key:
            raise NotSetUp(wording.key_is_wrong(NAME, "no key"))
        return cls(key=own.stripe_key, webhook_secret=own.stripe_webhook_secret)

    def check(self) -> None:
        """Whether the key is good for anything. Raises ProviderError."""
        with _asking():
            self._client.v1.balance.retrieve()

    def open(self, attempt: Attempt) -> Page:
        with _asking():
            session = self._client.v1.checkout.sessions.create(
                params=_session(attempt),
                options={"idempotency_key": f"tamio-attempt-{attempt.key}"},
            )
        return Page(provider_id=session.id, url=session.url or "")

    def look(self, attempt: Attempt) -> Found:
        if attempt.provider_id is None:
            return Found(progress=Progress.OPEN)
        with _asking():
            session = self._client.v1.checkout.sessions.retrieve(
                attempt.provider_id, params={"expand": stripe_cards.told_of(attempt)}
            )
        return _found(session)

    def close(self, attempt: Attempt) -> Found:
        if attempt.provider_id is None:
            # Whether there is a page is not known: opened once more it is, and it has a name.
            attempt.provider_id = self.open(attempt).provider_id
        try:
            with _asking():
                self._client.v1.checkout.sessions.expire(attempt.provider_id)
        except Declined:
            # It is not open any more: paid, or expired by itself.
            return self.look(attempt)
        return Found(progress=Progress.CLOSED)

    def draw(self, attempt: Attempt) -> Found:
        with _asking():
            try:
                intent = self._client.v1.payment_intents.create(
                    params=stripe_cards.drawn(attempt),
                    options={"idempotency_key": attempt.sent_as},
                )
            except stripe.CardError as error:
                return stripe_cards.refused(error)
        return self._final(intent)

    def find(self, attempt: Attempt) -> Found | None:
        assert attempt.card is not None
        assert attempt.sent_at is not None
        with _asking():
            sent_at = attempt.sent_at - attempt.store.clock_ahead
            intents = self._client.v1.payment_intents.list(
                params=stripe_cards.since(sent_at, holder=attempt.card.provider_customer)
            )
            for each in intents.auto_paging_iter():
                if stripe_cards.is_of(each, attempt):
                    return self._final(each)
        return None

    def open_setup(self, setup: CardSetup, *, holder: str) -> Page:
        with _asking():
            session = self._client.v1.checkout.sessions.create(
                params=stripe_cards.setup_session(setup, holder=holder),
                options={"idempotency_key": f"tamio-card-{setup.key}"},
            )
        return Page(provider_id=session.id, url=session.url or "")

    def look_at_setup(self, setup: CardSetup) -> FoundCard | None:
        assert setup.provider_id is not None
        with _asking():
            session = self._client.v1.checkout.sessions.retrieve(
                setup.provider_id, params={"expand": ["setup_intent.payment_method"]}
            )
        return stripe_cards.left_with(session)

    def _final(self, intent: Any) -> Found:
        """A draw that waits for its holder is called off: they pay on a page instead."""
        found = stripe_cards.found(intent)
        if found.refusal is not None and intent.status not in stripe_cards.OVER:
            try:
                with _asking():
                    self._client.v1.payment_intents.cancel(intent.id)
            except Declined:
                # It is not what it was a moment ago.
                with _asking():
                    return stripe_cards.found(self._client.v1.payment_intents.retrieve(intent.id))
        return found

    def send_back(self, refund: Refund) -> SentBack:
        assert refund.receipt is not None
        for known in self.sent_back(refund.receipt):
            if known.key == refund.key:
                return known
        assert refund.receipt.provider_id is not None
        with _asking():
            made = self._client.v1.refunds.create(
                params={
                    "payment_intent": refund.receipt.provider_id,
                    "amount": in_ore(refund.amount),
                    "metadata": {_REFUND: str(refund.key)},
                },
                options={"idempotency_key": f"tamio-refund-{refund.key}"},
            )
        return _sent_back(made)

    def sent_back(self, receipt: Receipt) -> Sequence[SentBack]:
        assert receipt.provider_id is not None
        with _asking():
            listed = self._client.v1.refunds.list(
                params={"payment_intent": receipt.provider_id, "limit": 100}
            )
            return [_sent_back(each) for each in listed.auto_paging_iter()]

    def hear(self, body: bytes, signature: str) -> Heard:
        if not self._webhook_secret:
            raise NotGenuine("the store has no signing secret")
        try:
            event = self._client.construct_event(body, signature, self._webhook_secret)
        except (ValueError, stripe.SignatureVerificationError) as error:
            raise NotGenuine(str(error)) from None
        return _heard(event)


def _session(attempt: Attempt) -> Any:
    """The same for the same attempt, or Stripe would take the repeated key for a mistake."""
    told = {_ATTEMPT: str(attempt.key)}
    # Stripe has the world's clock, also where the store's was moved.
    expires_at = max(attempt.expires_at, attempt.opened_at + _SHORTEST) - attempt.store.clock_ahead
    return {
        "mode": "payment",
        "client_reference_id": str(attempt.key),
        "metadata": told,
        "payment_intent_data": {"metadata": told, "description": attempt.description}
        | stripe_cards.kept(attempt),
        **stripe_cards.holder(attempt),
        "line_items": [
            {
                "quantity": 1,
                "price_data": {
                    "currency": attempt.currency.lower(),
                    "unit_amount": in_ore(attempt.amount),
                    "product_data": {"name": attempt.description},
                },
            }
        ],
        "locale": attempt.language,
        "expires_at": int(expires_at.timestamp()),
        "success_url": attempt.return_url,
        "cancel_url": f"{attempt.return_url}?back=1",
    }


def _found(session: Any) -> Found:
    if session.payment_status == "paid":
        return _paid(session)
    if session.status == "expired":
        return Found(progress=Progress.CLOSED)
    if session.status == "complete":
        # A method that takes days (a bank's own) has gone wrong when it asks for another one.
        status = getattr(session.payment_intent, "status", "processing")
        has_failed = status in {"requires_payment_method", "canceled"}
        return Found(progress=Progress.CLOSED if has_failed else Progress.PROCESSING)
    return Found(progress=Progress.OPEN)


def _paid(session: Any) -> Found:
    intent = session.payment_intent
    charge = getattr(intent, "latest_charge", None)
    created = getattr(charge, "created", None)
    details = getattr(charge, "payment_method_details", None)
    kind = getattr(details, "type", "") or ""
    card = getattr(details, "card", None) if kind == "card" else None
    number = f" •••• {card.last4}" if card is not None else ""
    return Found(
        progress=Progress.PAID,
        payment_id=getattr(intent, "id", None) or str(intent),
        amount=amount_of(session.amount_total),
        currency=session.currency.upper(),
        means=Means.SWISH if kind == "swish" else Means.CARD,
        paid_at=instant_of(created) if created else None,
        text=f"{getattr(card, 'brand', '') or kind}{number}".strip(),
        card=stripe_cards.left_while_paying(session),
    )


def _sent_back(refund: Any) -> SentBack:
    told = refund.metadata[_REFUND] if _REFUND in (refund.metadata or {}) else ""
    return SentBack(
        provider_id=refund.id,
        amount=amount_of(refund.amount),
        sent_at=instant_of(refund.created),
        key=_key(told),
        is_done=refund.status == "succeeded",
        failed=refund.status in _FAILED,
        text=getattr(refund, "failure_reason", None) or "",
    )


def _heard(event: Any) -> Heard:
    about = event.data.object
    kind = event.type
    told = getattr(about, "client_reference_id", None) or _metadata(about)
    intent = getattr(about, "payment_intent", None)
    return Heard(
        event_id=event.id,
        kind=kind,
        attempt_key=_key(told) if kind in EVENTS and kind.startswith("checkout.") else None,
        payment_id=getattr(intent, "id", None) or (intent or ""),
        about_refunds=kind in EVENTS and not kind.startswith("checkout."),
    )


def _metadata(about: Any) -> str:
    # Stripe's objects are no dicts: they have no get.
    metadata = getattr(about, "metadata", None) or {}
    return str(metadata[_ATTEMPT]) if _ATTEMPT in metadata else ""


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


@contextmanager
def _asking() -> Iterator[None]:
    """Stripe's errors as the port's."""
    try:
        yield
    except (stripe.AuthenticationError, stripe.PermissionError) as error:
        raise NotSetUp(wording.key_is_wrong(NAME, str(error))) from error
    except (stripe.APIConnectionError, stripe.RateLimitError) as error:
        raise Unanswered(wording.no_answer(NAME, str(error))) from error
    except stripe.StripeError as error:
        # 409: the same call is being answered at this moment. 5xx, and what is no JSON, tells
        # nothing of what was done.
        status = error.http_status or 500
        if status == 409 or not 400 <= status < 500:
            raise Unanswered(wording.no_answer(NAME, str(error))) from error
        said = error.user_message or str(error)
        raise Declined(wording.declined(NAME, error.code or str(status), said)) from error
