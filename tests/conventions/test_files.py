import re

import pytest

from tests.conventions.sources import ROOT, committed_files

# Spelled in pieces, or this file would be the first to break its own rule.
REGISTRIES = [
    ".".join(labels)
    for labels in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("npmjs", "org"),
        ("yarnpkg", "com"),
        ("crates", "io"),
        ("golang", "org"),
        ("docker", "io"),
    )
]
MACHINE_PATH = re.compile(
    r"(?<![\w.~*}])/(?:" + "|".join(("work", "root", "home", "tmp")) + r")/\w"
)


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    found = {}
    for path in committed_files():
        try:
            found[path.relative_to(ROOT).as_posix()] = path.read_text("utf-8")
        except UnicodeDecodeError:
            continue
    return found


def test_no_file_names_a_package_registry(texts: dict[str, str]) -> None:
    found = {
        name: host for name, text in texts.items() for host in REGISTRIES if host in text.lower()
    }
    assert found == {}


def test_no_file_names_a_folder_of_the_machine_it_was_written_on(texts: dict[str, str]) -> None:
    found = {name: match[0] for name, text in texts.items() if (match := MACHINE_PATH.search(text))}
    assert found == {}


def test_text_ends_with_a_newline_and_has_no_trailing_spaces(texts: dict[str, str]) -> None:
    taken_over = re.compile(r"/(vendor|recordings)/")
    written = {name: text for name, text in texts.items() if text and not taken_over.search(name)}
    assert [name for name, text in written.items() if not text.endswith("\n")] == []
    assert [name for name, text in written.items() if re.search(r"[ \t]\n", text)] == []
