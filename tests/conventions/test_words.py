"""Who may speak of what: the rooms below the integration have never heard of it."""

from pathlib import Path

import pytest

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


def test_a_phrase_that_a_catalogue_says_twice_is_a_fault(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first is heard, so a second of another meaning never is."""
    catalogue = tmp_path / "room/locale/sv/LC_MESSAGES/django.po"
    catalogue.parent.mkdir(parents=True)
    catalogue.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        'msgid "Change"\nmsgstr "Ändring"\n\n'
        'msgctxt "button"\nmsgid "Change"\nmsgstr "Ändra"\n\n'
        'msgid "Change"\nmsgstr "Ändra"\n',
        "utf-8",
    )
    (tmp_path / "room/__init__.py").write_text(
        'pgettext("button", "Change")\ngettext("Change")\n', "utf-8"
    )
    monkeypatch.setattr("tamio.config.translations.PACKAGE", tmp_path)
    assert list(faults()) == ['room: msgid "Change" is written twice']
