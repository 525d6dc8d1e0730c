"""Who may speak of what: the rooms below the integration have never heard of it."""

from pathlib import Path

from tamio.config.translations import faults
from tests.conventions.sources import ROOT

ROOMS_BELOW = ("commerce", "outbox", "look", "storefront", "backoffice", "api")
WRITTEN = {".py", ".html", ".css", ".js", ".po", ".txt", ".svg", ".json"}


def test_only_the_integration_writes_its_name() -> None:
    named = [path for path in _files_below() if "fortnox" in path.read_text("utf-8").lower()]
    assert [path.relative_to(ROOT).as_posix() for path in named] == []


def _files_below() -> list[Path]:
    return [
        path
        for room in ROOMS_BELOW
        for path in sorted((ROOT / "tamio" / room).rglob("*"))
        if path.suffix in WRITTEN and "vendor" not in path.parts
    ]


def test_everything_that_is_said_is_said_in_swedish_too() -> None:
    assert list(faults()) == []
