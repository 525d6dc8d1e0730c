"""`tamio renew`, and the worker's own renewing."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from tamio.commerce.subscriptions.chore import renew
from tests.commerce.subscriptions.making import at, invoices_of, net_store, plan_of, subscribe

pytestmark = pytest.mark.django_db


def said_by(*arguments: str) -> str:
    said = StringIO()
    call_command("renew", *arguments, stdout=said)
    return said.getvalue()


def test_the_command_renews_what_is_due_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", "2026-03-31T09:00:00+02:00")
    store, other = net_store(), net_store()
    subscription = subscribe(plan_of(store), "2026-01-31")
    elsewhere = subscribe(plan_of(other), "2026-01-31")
    assert said_by("--store", store.slug, "--count") == "1 due\n"
    assert "2 periods billed" in said_by("--store", store.slug)
    assert said_by("--store", store.slug) == "0 due\n"
    assert (len(invoices_of(subscription)), len(invoices_of(elsewhere))) == (3, 1)


def test_a_store_that_is_not_there_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TAMIO_CLOCK", "2026-03-31T09:00:00+02:00")
    with pytest.raises(CommandError, match="no store at 'ingen'"):
        said_by("--store", "ingen")


def test_the_worker_renews_by_itself() -> None:
    subscription = subscribe(plan_of(net_store()), "2026-01-31")
    renew(lambda: at("2026-02-28"))
    assert len(invoices_of(subscription)) == 2
