"""Which ways to pay a store offers a buyer, as it has chosen and as is possible."""

from django.conf import settings

from tamio.commerce.payments.models import Method, PaymentSettings
from tamio.commerce.stores.models import Store
from tamio.prepared import Prepared


def offered(store: Store, *, currency: str) -> list[Method]:
    """In the order in which they are shown; never none: a sale on invoice is always possible."""
    chosen = _CHOSEN.first(store.pk) or PaymentSettings(store=store)
    ways = [
        (Method.CARD, chosen.by_card and bool(chosen.stripe_key)),
        (Method.INVOICE, chosen.by_invoice),
        (Method.SWISH, chosen.by_swish and bool(store.swish) and currency == "SEK"),
        (Method.TEST, chosen.by_test and settings.TEST_PAYMENTS),
    ]
    return [method for method, on in ways if on] or [Method.INVOICE]


_CHOSEN = Prepared(lambda store: PaymentSettings.objects.filter(store=store), int)


def offered_online(store: Store, *, currency: str) -> list[Method]:
    """Those by which an invoice that is issued can be paid on a provider's page."""
    return [
        each for each in offered(store, currency=currency) if each in (Method.CARD, Method.TEST)
    ]
