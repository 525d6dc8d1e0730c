from dataclasses import replace

import pytest

from tamio.outbox import destinations
from tamio.outbox.errors import UnknownDestination
from tests.outbox.far_side import DESTINATION


def test_two_destinations_cannot_share_a_name() -> None:
    with (
        destinations.declared(DESTINATION),
        pytest.raises(ValueError, match="two destinations call themselves 'far'"),
    ):
        destinations.declare(replace(DESTINATION, hears=("thing.other",)))


def test_declaring_the_same_again_is_harmless() -> None:
    with destinations.declared(DESTINATION):
        destinations.declare(replace(DESTINATION))

        assert destinations.named("far") == DESTINATION


def test_a_name_that_nobody_declared_is_an_error() -> None:
    with pytest.raises(UnknownDestination, match="'nowhere'"):
        destinations.named("nowhere")


def test_a_declaration_for_a_test_ends_with_its_block() -> None:
    with destinations.declared(DESTINATION), destinations.declared(replace(DESTINATION, hears=())):
        assert destinations.hearing("thing.happened") == []

    assert "far" not in destinations.names()
