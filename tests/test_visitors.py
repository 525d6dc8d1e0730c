"""The visitor's address is what our own proxies say, never what a visitor writes."""

import pytest

from tamio.config.visitors import visitors_address

PEER = "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "proxies", "address"),
    [
        ("", 0, PEER),
        ("198.51.100.7", 0, PEER),
        ("198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7", 1, "198.51.100.7"),
        ("203.0.113.9, 198.51.100.7, 10.0.0.2", 2, "198.51.100.7"),
        ("198.51.100.7:4711", 1, "198.51.100.7"),
        ("2001:db8::7", 1, "2001:db8::7"),
        ("[2001:DB8::7]:4711", 1, "2001:db8::7"),
    ],
)
def test_it_stands_as_many_from_the_end_as_there_are_proxies(
    forwarded: str, proxies: int, address: str
) -> None:
    assert visitors_address(peer=PEER, forwarded=forwarded, proxies=proxies) == address


@pytest.mark.parametrize("forwarded", ["", "198.51.100.7", "unknown, 10.0.0.2", ",", "[, ["])
def test_a_request_that_has_not_come_through_them_all_is_whoever_called(forwarded: str) -> None:
    assert visitors_address(peer=PEER, forwarded=forwarded, proxies=2) == PEER
