"""`tamio backfill`: what it tells, what it starts, and what it says no to."""

from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Backfill
from tests.factories import NOW
from tests.fortnox.backfill.conftest import PERSON, START, again, begun, fed, unrecorded


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tamio.config.management.commands.backfill.now", lambda: NOW)


def told(*arguments: Any) -> str:
    said = StringIO()
    call_command("backfill", *arguments, stdout=said)
    return said.getvalue()


def test_a_dry_run_tells_and_starts_nothing(shop: Store) -> None:
    unrecorded(shop, 2)
    unrecorded(shop, days_ago=31)
    said = told(shop.slug, "--from", "2026-01-01", "--dry-run")
    assert "2 invoices and 0 credit notes: 4 requests, 1 min" in said
    assert "not sent: 1 older than the store's start date" in said
    assert not Backfill.objects.exists()


def test_it_starts_one_in_somebodys_name(shop: Store) -> None:
    _, second = unrecorded(shop, 2)
    told(shop.slug, "--invoices", str(second.number), "--by", PERSON)
    backfill = Backfill.objects.get()
    assert (backfill.numbers, backfill.started_by) == ([second.number], PERSON)


def test_it_steers_the_one_that_is_under_way(shop: Store) -> None:
    unrecorded(shop, 3)
    backfill = fed(shop)
    assert "paused, 0 of 3" in told(shop.slug, "--pause")
    assert again(backfill).is_paused
    assert "under way, 0 of 3" in told(shop.slug, "--resume")
    assert "on the way 3, to come 0" in told(shop.slug, "--status")
    assert "stopped" in told(shop.slug, "--stop")
    with pytest.raises(CommandError, match="no backfill is under way"):
        told(shop.slug, "--pause")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "say --from which day"),
        (("--from", "2026-11-20", "--to", "2026-11-01"), "--to is before --from"),
        (("--from", "2027-11-20"), "has not come yet"),
        (("--invoices", "999999"), "nothing to send"),
        (("--resume",), "no backfill is under way"),
        (("--status",), "has had no backfill"),
    ],
)
def test_what_cannot_be_done_names_what_is_wrong(
    shop: Store, arguments: tuple[str, ...], said: str
) -> None:
    unrecorded(shop)
    with pytest.raises(CommandError, match=said):
        told(shop.slug, *arguments)


def test_a_second_one_is_refused(shop: Store) -> None:
    unrecorded(shop)
    begun(shop)
    with pytest.raises(CommandError, match="under way"):
        told(shop.slug, "--from", START.isoformat())


def test_a_store_that_is_not_there_or_not_connected_is_named(store: Store) -> None:
    with pytest.raises(CommandError, match="there is no store"):
        told("nowhere", "--from", "2026-01-01")
    with pytest.raises(CommandError, match="not connected"):
        told(store.slug, "--from", "2026-01-01")
