"""What a refusal must leave as it was."""

import json
from collections.abc import Iterator
from contextlib import contextmanager

from fortnox_simulator.state import State


def everything(state: State) -> str:
    """Cards and documents of every company, and the series their numbers come from."""
    return json.dumps(
        {
            str(company.tenant): [
                company.card,
                {kind: dict(shelf) for kind, shelf in company.shelves.items()},
                {kind: shelf.next_number() for kind, shelf in company.shelves.items()},
            ]
            for company in state.companies.values()
        }
    )


@contextmanager
def unchanged(state: State) -> Iterator[None]:
    before = everything(state)
    yield
    assert everything(state) == before
