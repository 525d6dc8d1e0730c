"""A percent sign as each language sets it: close to the number in English, apart in Swedish."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conventions.sources import ROOT

#: A number, or what stands for one, and the sign behind it; not the beginning of `%(name)s`.
_APART = re.compile(r"(?:\d|\)s) %%?(?![(%a-zA-Z])")
_CLOSE = re.compile(r"(?:\d|\)s)%%?(?![(%a-zA-Z])")
_VALUE = re.compile(r"\}\} ?%(?![}\"';)])")
CATALOGUES = sorted((ROOT / "tamio").glob("*/locale/sv/LC_MESSAGES/django.po"))


def _said(catalogue: Path, kind: str) -> Iterator[str]:
    for line in catalogue.read_text("utf-8").splitlines():
        if line.startswith(kind):
            yield line


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-5])
def test_english_writes_the_sign_close_to_the_number(catalogue: Path) -> None:
    assert [line for line in _said(catalogue, "msgid") if _APART.search(line)] == []


@pytest.mark.parametrize("catalogue", CATALOGUES, ids=lambda path: path.parts[-5])
def test_swedish_never_parts_the_sign_from_its_number(catalogue: Path) -> None:
    """With a no-break space."""
    said = list(_said(catalogue, "msgstr"))
    assert [line for line in said if _APART.search(line) or _CLOSE.search(line)] == []


def test_a_value_outside_of_a_phrase_gets_its_sign_from_the_language() -> None:
    """`{{ rate|percent }}`; inside a translated phrase, the phrase says how."""
    found = [
        path
        for path in sorted((ROOT / "tamio").rglob("templates/**/*.html"))
        if _VALUE.search(_outside_of_phrases(path.read_text("utf-8")))
    ]
    assert [path.relative_to(ROOT).as_posix() for path in found] == []


def _outside_of_phrases(template: str) -> str:
    return re.sub(r"\{% blocktranslate.*?\{% endblocktranslate %\}", "", template, flags=re.DOTALL)
