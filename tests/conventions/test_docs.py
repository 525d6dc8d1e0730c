"""Texts point to what is there, and every decision is listed."""

import re
from collections import Counter
from pathlib import Path

from tests.conventions.sources import ROOT, committed_files

LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)")


def test_every_link_leads_somewhere() -> None:
    texts = [path for path in committed_files() if path.suffix == ".md"]
    dead = {text.relative_to(ROOT).as_posix(): links for text in texts if (links := _dead(text))}
    assert dead == {}


def _dead(text: Path) -> list[str]:
    targets = LINK.findall(text.read_text("utf-8"))
    return [target for target in targets if not (text.parent / target).exists()]


def test_every_decision_is_listed_once() -> None:
    index = (ROOT / "docs" / "index.md").read_text("utf-8")
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    listed = re.findall(r"\(decisions/([^)]+)\)", index)
    assert listed == [decision.name for decision in decisions]


def test_the_changelog_tells_each_change_once() -> None:
    """Merged line by line, an entry may come to stand twice, under an older release even."""
    entries = re.split(r"^(?=- |#)", (ROOT / "CHANGELOG.md").read_text("utf-8"), flags=re.MULTILINE)
    told = Counter(" ".join(entry.split()) for entry in entries if entry.startswith("- "))
    assert [entry for entry, times in told.items() if times > 1] == []
