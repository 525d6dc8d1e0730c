"""Where the pages are."""

from urllib.parse import urlsplit

from django.conf import settings

from tamio.commerce.stores.models import Store
from tamio.look.addresses import reverse

#: The panel's place on an invoice's page.
PANEL = "fortnox"


def page(name: str, *, store: Store, **arguments: int) -> str:
    """One of the integration's own pages in a store."""
    return reverse(f"backoffice:fortnox:{name}", kwargs={"store_slug": store.slug} | arguments)


def panel_of(*, store: Store, number: int) -> str:
    """The panel on the page of invoice `number`."""
    invoice = reverse("backoffice:invoice", args=[store.slug, number])
    return f"{invoice}#{PANEL}"


def invoices_in(*, store: Store, state: str) -> str:
    """The invoice list, narrowed to one of the filters of states.py."""
    return f"{reverse('backoffice:invoices', args=[store.slug])}?state={state}"


def fortnox_itself() -> str:
    """Where people sign in. A document's own address holds an id that its API does not tell."""
    place = urlsplit(settings.ENVIRONMENT.fortnox_auth_url)
    return f"{place.scheme}://{place.netloc}/"


def is_number(text: str) -> bool:
    """Whether it can be the number of an invoice; no longer one reaches the database."""
    return text.isascii() and text.isdecimal() and len(text) <= 15
