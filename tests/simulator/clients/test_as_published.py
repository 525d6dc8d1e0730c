"""The clients are run as their authors published them, file by file."""

import pytest

from tests.simulator.clients.running import drive

pytestmark = pytest.mark.journey


@pytest.mark.parametrize(
    ("package", "version", "files"), [("pyfortnox", "1.2.0", 72), ("fortpyx", "0.0.1a1", 12)]
)
def test_a_client_is_unchanged_to_the_last_byte(package: str, version: str, files: int) -> None:
    """What is published has as many files, each with a hash but for the list of them."""
    said = drive("published_driver.py", package)

    assert said[package]["version"] == version
    assert said[package]["changed"] == []
    assert said[package]["files"] >= files
