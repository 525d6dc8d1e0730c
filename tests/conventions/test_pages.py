"""What the Content-Security-Policy forbids, and what a page must not do without JavaScript."""

import re
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT

INLINE = {
    "a style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a script of its own": re.compile(r"<script\b(?![^>]*\bsrc=)", re.IGNORECASE),
    "an event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "another host": re.compile(r"""<(?:script|link|img)\b[^>]*(?:src|href)=["']https?:"""),
}


@pytest.mark.parametrize("what", INLINE)
def test_no_template_carries_what_the_policy_refuses(what: str) -> None:
    found = [path for path in _templates() if INLINE[what].search(_page(path))]
    assert [path.relative_to(ROOT).as_posix() for path in found] == []


def _page(template: Path) -> str:
    """The page without what the template engine takes out of it."""
    return re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", template.read_text("utf-8"))


def _templates() -> list[Path]:
    return sorted((ROOT / "tamio").rglob("templates/**/*.html"))
