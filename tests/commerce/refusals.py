"""What is said where something is refused."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override


def refused_with(do: Callable[[], object]) -> dict[str, list[str]]:
    """The messages by field, in English."""
    with override("en"), pytest.raises(ValidationError) as refusal:
        do()
    return dict(refusal.value.message_dict)
