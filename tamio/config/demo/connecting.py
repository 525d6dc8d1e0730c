"""Walks the consent as a merchant would: Connect, Approve, back, choose accounts, look it over."""

from urllib.parse import parse_qs, urlsplit

import httpx2

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Connection, Settings
from tamio.fortnox.sync import connect
from tamio.fortnox.sync.accounts.choosing import choose_cells
from tamio.fortnox.sync.accounts.loading import revenue_chart
from tamio.fortnox.sync.accounts.suggestions import suggestions
from tamio.fortnox.sync.preflight import run as preflight

BY = "demo"
GOODS_ACCOUNT, SERVICES_ACCOUNT = 3001, 3041


def is_connected(store: Store) -> bool:
    return Connection.objects.filter(store=store).exists()


def has_been_connected(store: Store) -> bool:
    """A store that was disconnected by hand has kept its accounts, and stays disconnected."""
    found = Settings.objects.filter(store=store).first()
    return found is not None and found.has_accounts


def connect_store(*, store: Store, tenant: int, redirect_uri: str) -> None:
    """Connects `store` to the simulated company `tenant`, with the accounts its chart suggests."""
    consent = connect.begin(redirect_uri=redirect_uri, service_account=True, clock=now)
    connection = connect.complete(
        store=store,
        code=_approve(consent, tenant=tenant),
        redirect_uri=redirect_uri,
        service_account=consent.service_account,
        clock=now,
        by=BY,
    )
    settings = Settings.objects.get(store=store)
    settings.goods_account, settings.services_account = GOODS_ACCOUNT, SERVICES_ACCOUNT
    connect.choose(settings=settings, now=now(), by=BY)
    likely = suggestions(revenue_chart(settings))
    chosen = {cell: account.number for cell, account in likely.items()}
    choose_cells(settings=settings, chosen=chosen, now=now(), by=BY)
    preflight.check(connection=connection, clock=now, by=BY)


def _approve(consent: connect.Consent, *, tenant: int) -> str:
    """Sends the consent page's form; the code comes back in the address of the redirect."""
    page, _question, question = consent.url.partition("?")
    asked = {name: values[0] for name, values in parse_qs(question).items()}
    form = {**asked, "tenant": str(tenant), "decision": "approve"}
    answer = httpx2.post(page, data=form, timeout=10)
    back = parse_qs(urlsplit(answer.headers["location"]).query)
    if back["state"] != [consent.state]:
        raise RuntimeError("the consent came back with another state than it was asked for with")
    return back["code"][0]
