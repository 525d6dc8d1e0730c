"""Payment providers: what Tamio asks of any of them, and each of them behind it."""

from tamio.commerce.payments.models import Method
from tamio.commerce.payments.providers.port import Provider
from tamio.commerce.stores.models import Store

STRIPE, TEST = "stripe", "test"
#: Who takes the money of a method that is paid first.
PROVIDER_OF = {Method.CARD: STRIPE, Method.TEST: TEST}


def provider_of(store: Store, key: str) -> Provider:
    """Raises NotSetUp if the store has not what the provider needs, KeyError for an unknown one."""
    # Not before: the package of a provider is only there where it is used.
    if key == STRIPE:
        from tamio.commerce.payments.providers.stripe_pages import StripePages

        return StripePages.of(store)
    if key == TEST:
        from tamio.commerce.payments.providers.test_pages import TestPages

        return TestPages(store)
    raise KeyError(f"no payment provider is called {key!r}")
