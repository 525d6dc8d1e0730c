"""What the demo does with Django before its processes start: database, seed, token, consents."""

from collections.abc import Iterator

from django.core.management import call_command
from django.db import connections

from tamio.api.tokens import issue_token
from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.config.demo.connecting import connect_store, is_connected
from tamio.config.demo.keys import Keys
from tamio.config.demo.seed import seed
from tamio.config.demo.stores import seeded_stores


def database(*, keys: Keys) -> None:
    """Brings the database up to date and seeds it once."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    seed(password=keys.password, now=now())
    if not keys.api_token:
        _token, plain = issue_token(store=_first_store(), name="Demo", now=now())
        keys.keep_api_token(plain)


def _first_store() -> Store:
    return Store.objects.get(slug=seeded_stores()[0].slug)


def connect_stores(*, shop_url: str) -> Iterator[str]:
    """Connects the stores that have a company and never had a connection; yields their names."""
    for described in seeded_stores():
        store = Store.objects.filter(slug=described.slug).first()
        if store is None or described.tenant is None or is_connected(store):
            continue
        connect_store(store=store, tenant=described.tenant, shop_url=shop_url)
        yield store.name
    connections.close_all()
