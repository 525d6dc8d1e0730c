"""A domain is kept as requests carry it."""

import pytest
from django.core.exceptions import ValidationError

from tamio.commerce.content.domains import compact_domain, host_without_port, validate_domain


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("shop.example.se", "shop.example.se"),
        (" HTTPS://Shop.Example.se/ ", "shop.example.se"),
        ("http://shop.example.se/a?b", "shop.example.se"),
        ("kåsor.example", "xn--ksor-qoa.example"),
        ("shop.example.se.", "shop.example.se"),
    ],
)
def test_what_people_copy_becomes_the_host_alone(written: str, kept: str) -> None:
    assert compact_domain(written) == kept
    validate_domain(kept)


@pytest.mark.parametrize(
    "host",
    [
        "localhost", "127.0.0.1", "shop.example.se:8000", "a b.se", "-a.se", "a-.se", "a..se", "",
        "*.se", "a_b.se", "x" * 64 + ".se", ".".join(["a" * 60] * 5), "[::1]", "shop.s", "a@b.se",
    ],
)  # fmt: skip
def test_what_is_no_domain_is_refused(host: str) -> None:
    with pytest.raises(ValidationError):
        validate_domain(host)


def test_letters_that_no_host_can_have_are_refused() -> None:
    with pytest.raises(ValidationError):
        compact_domain("a" * 70 + "å.se")


@pytest.mark.parametrize(
    ("header", "host"),
    [
        ("Shop.Example.se:8000", "shop.example.se"),
        ("shop.example.se", "shop.example.se"),
        ("[::1]:8000", "[::1]"),
        ("[::1]", "[::1]"),
        ("", ""),
    ],
)
def test_a_host_header_is_read_without_its_port(header: str, host: str) -> None:
    assert host_without_port(header) == host
