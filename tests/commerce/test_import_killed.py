"""An import whose worker is killed again and again ends as if nothing had happened."""

import os
import subprocess
import sys
import time

import pytest
from django.db.models import Count

from tamio.commerce.catalogue.exchange import work
from tamio.commerce.catalogue.models import CatalogueImport, StockMovement
from tamio.commerce.catalogue.models.imports import ImportState
from tests.factories import NOW, make_store

pytestmark = [pytest.mark.integration, pytest.mark.usefixtures("shared_database")]

ROWS = 4_000


def importer(database: str) -> "subprocess.Popen[bytes]":
    command = [sys.executable, "-m", "tests.commerce.importer"]
    return subprocess.Popen(command, env=os.environ | {"DATABASE_URL": database})


def kill_as_soon_as_it_moves(database: str, made: CatalogueImport) -> None:
    """Lets a worker do some pieces, and kills it in the middle of another."""
    before = (made.state, made.position)
    worker = importer(database)
    until = time.monotonic() + 60
    try:
        while (made.state, made.position) == before and worker.poll() is None:
            assert time.monotonic() < until, "the worker did nothing"
            time.sleep(0.02)
            made.refresh_from_db(fields=["state", "position"])
        time.sleep(0.03)
    finally:
        worker.kill()
        worker.wait(20)
        made.refresh_from_db()


def run_to_the_end(database: str, made: CatalogueImport) -> None:
    assert importer(database).wait(120) == 0
    made.refresh_from_db()


def test_a_worker_that_is_killed_leaves_nothing_out_and_does_nothing_twice(
    shared_database: str,
) -> None:
    store = make_store()
    lines = "".join(f"V-{at};Vara {at};{at % 90 + 1};{at % 7}\n" for at in range(ROWS))
    content = f"sku;name;price;stock\n{lines}V-0;Igen;1;1\n".encode()
    made = work.begin(store=store, file_name="v.csv", content=content, by="a@b.se", now=NOW)

    for _ in range(2):
        kill_as_soon_as_it_moves(shared_database, made)
    run_to_the_end(shared_database, made)
    assert (made.state, made.new, made.wrong) == (ImportState.CHECKED, ROWS, 1)
    assert not store.variants.exists()

    assert work.agree(made, by="a@b.se")
    made.refresh_from_db()
    for _ in range(2):
        kill_as_soon_as_it_moves(shared_database, made)
    run_to_the_end(shared_database, made)

    assert (made.state, made.new, made.wrong) == (ImportState.DONE, ROWS, 1)
    assert store.variants.count() == store.products.count() == ROWS
    twice = StockMovement.objects.values("variant").annotate(count=Count("pk")).filter(count__gt=1)
    assert not twice.exists()
    assert made.problems.count() == 1
