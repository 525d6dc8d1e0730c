"""What holds for every Python file of the house."""

import ast
from collections.abc import Iterator

from tests.conventions.sources import DJANGOS_OWN, Source, sources

HOUSE = ("tamio", "fortnox_simulator", "tests")
LONGEST_FILE, LONGEST_FUNCTION = 330, 50


def test_every_package_says_in_one_line_what_it_is_for() -> None:
    packages = [
        source
        for source in sources(*HOUSE)
        if source.name.endswith("__init__.py") and not DJANGOS_OWN & set(source.name.split("/"))
    ]
    lines = {
        source.name: (ast.get_docstring(source.tree) or "").splitlines() for source in packages
    }
    assert [name for name, docstring in lines.items() if not docstring or not docstring[0]] == []


def test_no_file_is_longer_than_one_can_hold_in_mind() -> None:
    lengths = {source.name: source.text.count("\n") for source in sources(*HOUSE)}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_longer_than_a_page() -> None:
    assert [place for source in sources(*HOUSE) for place in _long_functions(source)] == []


def _long_functions(source: Source) -> Iterator[str]:
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            if length > LONGEST_FUNCTION:
                yield f"{source.place(node)} {node.name}: {length} lines"


def test_no_error_is_swallowed() -> None:
    silent = [
        source.place(node)
        for source in sources(*HOUSE)
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ExceptHandler)
        and all(isinstance(step, ast.Pass) for step in node.body)
    ]
    assert silent == []


def test_no_test_is_skipped() -> None:
    marks = ("pytest.mark.skip", "pytest.mark.xfail", "pytest.skip(", "pytest.xfail(")
    files = [
        source for source in sources("tests") if source.name != "tests/conventions/test_house.py"
    ]
    assert [source.name for source in files if any(mark in source.text for mark in marks)] == []


def test_every_test_file_belongs_to_a_ring_and_says_rules() -> None:
    names = [
        f"{source.place(node)} {node.name}"
        for source in sources("tests")
        for node in ast.walk(source.tree)
        if isinstance(node, ast.FunctionDef)
        and node.name.startswith("test_")
        and len(node.name.split("_")) < 4
    ]
    assert names == []
