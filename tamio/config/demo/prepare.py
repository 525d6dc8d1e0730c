"""What the demo does with Django before its processes start: database, seed, token, consents."""

from collections.abc import Iterator

from django.core.management import call_command
from django.db import connections
from django.urls import reverse

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.commerce.tokens.issuing import issue_token, token_of
from tamio.config.demo.connecting import connect_store, has_been_connected, is_connected
from tamio.config.demo.keys import Keys
from tamio.config.demo.seed import seed
from tamio.config.demo.stores import seeded_stores
from tamio.config.demo.summary import Shop


def database(*, keys: Keys) -> None:
    """Brings the database up to date, seeds it once, and sees to it that the token is known."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    seed(password=keys.password, now=now())
    if token_of(keys.api_token) is None:
        _token, plain = issue_token(store=Store.objects.earliest("pk"), name="Demo", now=now())
        keys.keep_api_token(plain)


def connect_stores(*, shop_url: str) -> Iterator[str]:
    """Connects the stores that have a company and never had a connection; yields their names."""
    redirect_uri = shop_url + reverse("fortnox:callback")
    for described in seeded_stores():
        store = Store.objects.filter(slug=described.slug).first()
        if store is None or described.tenant is None or has_been_connected(store):
            continue
        connect_store(store=store, tenant=described.tenant, redirect_uri=redirect_uri)
        yield store.name


def shops() -> list[Shop]:
    """All stores, the oldest first; nothing is asked of the database after this."""
    found = [
        Shop(slug=store.slug, is_connected=is_connected(store))
        for store in Store.objects.order_by("pk")
    ]
    connections.close_all()
    return found
