"""`tamio translations`: compiles the Swedish catalogues, and says what they lack.

Each room of the house keeps its own catalogue, in `locale/` beside its code: what a room says
stands there and nowhere else. Babel does the work, so no machine needs gettext.
"""

import os
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.utils.translation.template import templatize

PACKAGE = Path(__file__).resolve().parent.parent

_CATALOGUE = Path("locale/sv/LC_MESSAGES/django.po")
_PLAIN, _PLURAL = None, (1, 2)
_IN_CONTEXT, _PLURAL_IN_CONTEXT = ((1, "c"), 2), ((1, "c"), 2, 3)
_FUNCTIONS = {
    "_": _PLAIN,
    "gettext": _PLAIN,
    "gettext_lazy": _PLAIN,
    "gettext_noop": _PLAIN,
    "ngettext": _PLURAL,
    "ngettext_lazy": _PLURAL,
    "pgettext": _IN_CONTEXT,
    "pgettext_lazy": _IN_CONTEXT,
    "npgettext": _PLURAL_IN_CONTEXT,
    "npgettext_lazy": _PLURAL_IN_CONTEXT,
}
#: An entry's context, where it has one, and its phrase, as they stand in a catalogue.
_WRITTEN = re.compile(r'^((?:msgctxt ".*"\n)?msgid (?:".*"\n)+)', re.MULTILINE)
_PLACE = re.compile(r"%\(\w+\)s|%[sd]|\{\w*\}")


@dataclass(frozen=True, order=True)
class Phrase:
    """What the code says: the singular, the plural (or "") and the context (or "")."""

    singular: str
    plural: str = ""
    context: str = ""


def run(*, arguments: list[str]) -> int:
    """Compiles every catalogue, or with --check prints their faults; returns the exit code."""
    if arguments not in ([], ["--check"]):
        sys.stderr.write("usage: tamio translations [--check]\n")
        return 2
    if not arguments:
        if compiled := [catalogue.relative_to(PACKAGE).parts[0] for catalogue in compile_all()]:
            sys.stdout.write(f"Compiled the translations of {', '.join(compiled)}\n")
        return 0
    found = list(faults())
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    return 1 if found else 0


def compile_all() -> Iterator[Path]:
    """Compiles the catalogues that changed since they were compiled; yields each of them."""
    for catalogue in sorted(PACKAGE.glob(f"*/{_CATALOGUE}")):
        compiled = catalogue.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime > catalogue.stat().st_mtime:
            continue
        _compile(catalogue, compiled)
        yield catalogue


def _compile(catalogue: Path, compiled: Path) -> None:
    content = BytesIO()
    write_mo(content, _read(catalogue))
    # In one step: another process may be reading, or compiling, the same catalogue.
    half = compiled.with_suffix(f".{os.getpid()}")
    half.write_bytes(content.getvalue())
    half.replace(compiled)


def _read(catalogue: Path) -> Catalog:
    with catalogue.open("rb") as source:
        return read_po(source, locale="sv", abort_invalid=True)


def faults() -> Iterator[str]:
    """A sentence for each phrase without a whole translation, and translation without a phrase."""
    heard: dict[Phrase, tuple[str, ...]] = {}
    for room in sorted(path for path in PACKAGE.iterdir() if (path / "__init__.py").exists()):
        spoken, written = set(phrases(room=room)), translations(room=room)
        yield from (
            f"{room.name}: {' '.join(each.split())} is written twice" for each in _twice(room)
        )
        for phrase in sorted(spoken - written.keys()):
            yield f"{room.name}: {phrase.singular!r} has no Swedish translation"
        for phrase in sorted(written.keys() - spoken):
            yield f"{room.name}: {phrase.singular!r} is translated, but nobody says it"
        for phrase, texts in sorted(written.items()):
            if not _complete(phrase, texts):
                yield f"{room.name}: {phrase.singular!r} is translated in part: {texts}"
            # Django puts all catalogues into one: the first would silence the second.
            if heard.setdefault(phrase, texts) != texts:
                yield f"{room.name}: {phrase.singular!r} is translated otherwise elsewhere"


def phrases(*, room: Path) -> Iterator[Phrase]:
    """Every phrase that the room's Python and templates mark for translation."""
    for path in sorted(room.rglob("*")):
        if path.suffix == ".py":
            yield from _phrases_in(path.read_text())
        elif path.suffix in {".html", ".txt", ".svg"} and "templates" in path.parts:
            # Made of a page, not of a program: its indentation means nothing.
            code = templatize(path.read_text(), origin=str(path))
            yield from _phrases_in(re.sub(r"^[ \t]+", "", code, flags=re.MULTILINE))


def _phrases_in(code: str) -> Iterator[Phrase]:
    for _line, words, _comments, context in extract(
        "python", BytesIO(code.encode()), keywords=_FUNCTIONS, options={"encoding": "utf-8"}
    ):
        singular, plural = (words, "") if isinstance(words, str) else (words[0], words[1])
        yield Phrase(singular, plural, context or "")


def translations(*, room: Path) -> dict[Phrase, tuple[str, ...]]:
    """The room's catalogue: each phrase with its Swedish text, or texts when it has a plural."""
    if not (room / _CATALOGUE).exists():
        return {}
    return dict(_entry(message) for message in _read(room / _CATALOGUE) if message.id)


def _twice(room: Path) -> list[str]:
    """Phrases that the catalogue says again: the second is not heard, whatever it says."""
    catalogue = room / _CATALOGUE
    written = _WRITTEN.findall(catalogue.read_text("utf-8")) if catalogue.exists() else []
    return [phrase for phrase, count in Counter(written).items() if count > 1]


def _entry(message: Message) -> tuple[Phrase, tuple[str, ...]]:
    singular, plural = (message.id, "") if isinstance(message.id, str) else message.id
    texts = (message.string,) if isinstance(message.string, str) else tuple(message.string or ())
    return Phrase(singular, plural, message.context or ""), () if message.fuzzy else texts


def _complete(phrase: Phrase, texts: tuple[str, ...]) -> bool:
    """Whether every text is there, and fills in what the phrase fills in.

    One form of a plural may leave the number out ("one row"), so there a part will do.
    """
    places = set(_PLACE.findall(phrase.singular + phrase.plural))
    if phrase.plural:
        return len(texts) == 2 and all(
            text and places.issuperset(_PLACE.findall(text)) for text in texts
        )
    return len(texts) == 1 and texts[0] != "" and set(_PLACE.findall(texts[0])) == places
