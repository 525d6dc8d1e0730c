"""By what two cards are one customer's."""

import pytest

from tamio.fortnox.sync.matching.keys import organisation_key, person_key


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("556703-7485", "5567037485", True),
        ("556703-7485", "16556703-7485", True),
        ("556703-7485", " 556703 7485 ", True),
        ("811218-9876", "19811218-9876", True),
        ("811218-9876", "198112189876", True),
        ("HRB 12345", "hrb-12345", True),
        ("556703-7485", "556703-7486", False),
        ("556703-7485", "7485", False),
        ("HRB 12345", "HRA 12345", False),
        ("1990-01-01", "199001-0101", False),
    ],
)
def test_an_organisation_number_is_the_same_however_it_is_written(
    one: str, other: str, *, same: bool
) -> None:
    assert (organisation_key(one) == organisation_key(other)) is same


@pytest.mark.parametrize("nothing", ["", None, " - "])
def test_no_number_is_like_no_number(nothing: str | None) -> None:
    assert organisation_key(nothing) == ""


def test_a_person_is_known_by_e_mail_and_name_together() -> None:
    key = person_key(email="asa@example.com", name="Åsa Öberg")
    assert key == person_key(email="ASA@example.com ", name="åsa  öberg")
    assert key != person_key(email="asa@example.com", name="Åsa Berg")
    assert key != person_key(email="asa@example.se", name="Åsa Öberg")


@pytest.mark.parametrize(("email", "name"), [("", "Åsa"), ("a@example.com", ""), (None, None)])
def test_half_a_person_is_nobody(email: str | None, name: str | None) -> None:
    assert person_key(email=email, name=name) == ""
