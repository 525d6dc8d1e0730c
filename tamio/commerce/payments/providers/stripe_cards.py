"""Cards on file at Stripe: what is sent to leave one and to draw from one, and what is answered.

A card that is left is a customer and a payment method of Stripe's. It is drawn by a PaymentIntent
that is confirmed without its holder (off_session); which declines are final is Stripe's list.
https://docs.stripe.com/payments/save-and-reuse, https://docs.stripe.com/declines/codes
"""

from datetime import UTC, datetime, timedelta
from typing import Any

from tamio.commerce.payments.models import Attempt, Card, CardSetup, Means, Progress, Refusal
from tamio.commerce.payments.providers.port import Found, FoundCard
from tamio.commerce.payments.providers.stripe_values import amount_of, in_ore, instant_of

_ATTEMPT = "tamio_attempt"
#: Trying the same card once more changes nothing.
HARD = frozenset({
    "do_not_try_again", "expired_card", "fraudulent", "incorrect_number", "invalid_account",
    "invalid_number", "lost_card", "merchant_blacklist", "new_account_information_available",
    "no_action_taken", "not_permitted", "pickup_card", "restricted_card",
    "revocation_of_all_authorizations", "revocation_of_authorization", "security_violation",
    "service_not_allowed", "stolen_card", "stop_payment_order", "transaction_not_allowed",
    "card_not_supported", "currency_not_supported", "testmode_decline", "live_mode_test_card",
    "resource_missing",
})  # fmt: skip
_ACTION = frozenset({"authentication_required", "authentication_not_handled"})
#: These cannot become paid by themselves any more.
OVER = frozenset({"canceled", "succeeded"})
#: Clocks differ, and a listing begins a little before what is looked for.
_BEFORE = timedelta(minutes=10)


def drawn(attempt: Attempt) -> Any:
    """The same for the same attempt."""
    assert attempt.card is not None
    return {
        "amount": in_ore(attempt.amount),
        "currency": attempt.currency.lower(),
        "customer": attempt.card.provider_customer,
        "payment_method": attempt.card.provider_method,
        "off_session": True,
        "confirm": True,
        "description": attempt.description,
        "metadata": {_ATTEMPT: str(attempt.key), "tamio_number": str(attempt.number)},
    }


def since(sent_at: datetime, *, holder: str) -> Any:
    begins = sent_at.astimezone(UTC) - _BEFORE
    return {"customer": holder, "created": {"gte": int(begins.timestamp())}, "limit": 100}


def is_of(intent: Any, attempt: Attempt) -> bool:
    metadata = getattr(intent, "metadata", None) or {}
    return _ATTEMPT in metadata and metadata[_ATTEMPT] == str(attempt.key)


def refused(error: Any) -> Found:
    """What a declined card (402) says."""
    body = getattr(error, "error", None)
    code = getattr(body, "decline_code", None) or error.code or ""
    return Found(progress=Progress.CLOSED, refusal=refusal_of(code), code=code)


def found(intent: Any) -> Found:
    """How a draw stands: final, or PROCESSING."""
    if intent.status == "succeeded":
        charge = getattr(intent, "latest_charge", None)
        created = getattr(charge, "created", None) or intent.created
        return Found(
            progress=Progress.PAID,
            payment_id=intent.id,
            amount=amount_of(intent.amount),
            currency=intent.currency.upper(),
            means=Means.CARD,
            paid_at=instant_of(created),
        )
    if intent.status == "processing":
        return Found(progress=Progress.PROCESSING)
    if intent.status in {"requires_action", "requires_confirmation"}:
        return Found(progress=Progress.CLOSED, refusal=Refusal.ACTION, code=intent.status)
    said = getattr(intent, "last_payment_error", None)
    code = getattr(said, "decline_code", None) or getattr(said, "code", None) or intent.status
    return Found(progress=Progress.CLOSED, refusal=refusal_of(code), code=code)


def refusal_of(code: str) -> Refusal:
    if code in _ACTION:
        return Refusal.ACTION
    return Refusal.HARD if code in HARD else Refusal.SOFT


def kept(attempt: Attempt) -> dict[str, Any]:
    """In a session's payment: the card is kept, and its holder told so by Stripe's page."""
    return {"setup_future_usage": "off_session"} if attempt.saves_card else {}


def told_of(attempt: Attempt) -> list[str]:
    """What of a session is to be told in full."""
    told = ["payment_intent.latest_charge"]
    return [*told, "payment_intent.payment_method"] if attempt.saves_card else told


def holder(attempt: Attempt) -> dict[str, Any]:
    """In a session: who leaves the card. Stripe knows them from the first card on."""
    if not attempt.saves_card:
        return {}
    known = attempt.invoice and Card.objects.filter(
        customer=attempt.invoice.customer_id, provider=attempt.provider
    ).exclude(provider_customer="").order_by("-pk").first()  # fmt: skip
    return {"customer": known.provider_customer} if known else {"customer_creation": "always"}


def setup_session(setup: CardSetup, *, holder: str) -> Any:
    """A session on which nothing is paid."""
    return {
        "mode": "setup",
        "currency": setup.currency.lower(),
        "client_reference_id": str(setup.key),
        "locale": setup.language,
        "success_url": setup.return_url,
        "cancel_url": f"{setup.return_url}?back=1",
        **({"customer": holder} if holder else {"customer_creation": "always"}),
    }


def left_with(session: Any) -> FoundCard | None:
    """The card of a setup that is done."""
    intent: Any = getattr(session, "setup_intent", None)
    if intent is None or intent.status != "succeeded":
        return None
    return _found_card(session.customer, intent.payment_method)


def left_while_paying(session: Any) -> FoundCard | None:
    """The card that was kept with a payment."""
    intent = getattr(session, "payment_intent", None)
    method = getattr(intent, "payment_method", None)
    holder = getattr(session, "customer", None)
    if not (method and holder):
        return None
    return _found_card(holder, method)


def _found_card(holder: Any, method: Any) -> FoundCard:
    card = getattr(method, "card", None)
    brand, last = getattr(card, "brand", "") or "", getattr(card, "last4", "") or ""
    return FoundCard(
        customer_id=getattr(holder, "id", None) or str(holder),
        method_id=getattr(method, "id", None) or str(method),
        label=f"{brand} •••• {last}".strip() if last else "",
    )
