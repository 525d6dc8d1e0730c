"""A personal identity number is never spelled out where many look."""

import pytest

from tamio.commerce.audit.masking import masked


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("811218-9876", "811218-••••"),
        ("8112189876", "811218-••••"),
        ("198112189876", "19811218-••••"),
        ("19811218-9876", "19811218-••••"),
        ("SE811218987601", "SE811218-••••"),
        ('{"OrganisationNumber": "811218-9876"}', '{"OrganisationNumber": "811218-••••"}'),
        ("811218-9876 och 701063-2391", "811218-•••• och 701063-••••"),
    ],
)
def test_a_persons_number_is_hidden_however_it_is_written(text: str, shown: str) -> None:
    assert masked(text) == shown


@pytest.mark.parametrize(
    "text",
    ["556703-7485", "SE556703748501", "202100-5489", "811218-9875", "5050-1055", "1249.50", ""],
)
def test_what_is_no_persons_number_is_left_alone(text: str) -> None:
    assert masked(text) == text
