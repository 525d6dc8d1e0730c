"""Cards on file: left while paying or on a page of their own, taken away, one a customer."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from tamio.commerce.customers.models import Customer
from tamio.commerce.payments import signals
from tamio.commerce.payments.drawing import drop_unsent
from tamio.commerce.payments.models import Attempt, Card, CardSetup, Method
from tamio.commerce.payments.providers import PROVIDER_OF, provider_of
from tamio.commerce.payments.providers.port import FoundCard
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


def card_of(customer: Customer) -> Card | None:
    """The customer's card on file."""
    return _CARDS.first(customer.pk)


_CARDS = Prepared(
    lambda customer: Card.objects.filter(customer=customer, dropped_at=None).order_by("pk"), int
)


def save_card(*, customer: Customer, provider: str, found: FoundCard, now: datetime) -> Card:
    """Takes the place of the one before. The same card left once more is the same."""
    with transaction.atomic():
        # Of two cards left at once, one comes after the other.
        locked = Customer.objects.select_for_update().select_related("store").get(pk=customer.pk)
        before = card_of(locked)
        if before is not None:
            if (before.provider, before.provider_method) == (provider, found.method_id):
                return before
            Card.objects.filter(pk=before.pk).update(dropped_at=now)
        card = Card.objects.create(
            store=locked.store,
            customer=locked,
            provider=provider,
            provider_customer=found.customer_id,
            provider_method=found.method_id,
            label=found.label[:60],
            saved_at=now,
        )
        signals.card_saved.send(sender=Card, card=card, now=now)
        return card


def drop_card(card: Card, *, now: datetime) -> None:
    """Nothing is drawn from it any more. What is on its way to the provider is not stopped."""
    with transaction.atomic():
        Card.objects.filter(pk=card.pk, dropped_at=None).update(dropped_at=now)
        drop_unsent(Attempt.objects.filter(card=card), now=now)


def new_setup(
    *,
    customer: Customer,
    method: Method,
    currency: str,
    return_url: str,
    language: str,
    key: UUID,
    now: datetime,
) -> CardSetup:
    """The row alone; the provider hears of it in `page_of_setup`. `return_url` leads back."""
    return CardSetup.objects.create(
        store=customer.store,
        customer=customer,
        key=key,
        provider=PROVIDER_OF[method],
        currency=currency,
        language=language,
        return_url=return_url,
        opened_at=now,
    )


def page_of_setup(setup: CardSetup) -> str:
    """Where the card is left; "" when it has been. Outside any transaction.

    Raises ProviderError.
    """
    if setup.card_id is not None:
        return ""
    if not setup.url:
        provider = provider_of(setup.store, setup.provider)
        page = provider.open_setup(setup, holder=_holder(setup.store, setup))
        CardSetup.objects.filter(pk=setup.pk).update(provider_id=page.provider_id, url=page.url)
        setup.provider_id, setup.url = page.provider_id, page.url
    return setup.url


def look_at_setup(setup: CardSetup, *, now: datetime) -> Card | None:
    """The card that was left there, once it is. Raises ProviderError."""
    if setup.card is not None or setup.provider_id is None:
        return setup.card
    found = provider_of(setup.store, setup.provider).look_at_setup(setup)
    if found is None:
        return None
    with transaction.atomic():
        locked = CardSetup.objects.select_for_update(of=("self",)).get(pk=setup.pk)
        if locked.card is None:
            locked.card = save_card(
                customer=setup.customer, provider=setup.provider, found=found, now=now
            )
            locked.save(update_fields=["card"])
        setup.card = locked.card
        return locked.card


def _holder(store: Store, setup: CardSetup) -> str:
    """The provider's name of the customer, if it has heard of them."""
    known = Card.objects.filter(store=store, customer=setup.customer, provider=setup.provider)
    found: str | None = known.order_by("-pk").values_list("provider_customer", flat=True).first()
    return found or ""
