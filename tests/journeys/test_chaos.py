"""The chaos run in short: everything goes wrong for a while, and every invoice is one order."""

from pathlib import Path

import pytest
from django.conf import settings

from benchmarks.chaos.options import Options
from benchmarks.chaos.run import run

pytestmark = pytest.mark.journey
#: Three lanes: all of them on service accounts, which never have to wait for a dead renewal.
SHORT = Options(
    seed=20261123, seconds=12, lanes=3, invoices=60, workers=2, kill_every=2, patience=240
)


def test_whatever_goes_wrong_every_invoice_becomes_exactly_one_order(
    file_database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The run points this process at its own simulated Fortnox.
    monkeypatch.setattr(settings, "ENVIRONMENT", settings.ENVIRONMENT)

    outcome = run(options=SHORT, database=f"sqlite:///{file_database}", folder=tmp_path)

    assert outcome.wrong == []
    assert outcome.figures.kills > 0
    assert sum(outcome.figures.faults.values()) > 0
