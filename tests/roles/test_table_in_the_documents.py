"""What the documents say of roles is what the code does."""

from django.utils.translation import override

from tamio.commerce.people.roles import IN_A_STORE, IN_AN_AGENCY, RIGHTS, Right, Role
from tamio.commerce.people.words import AGENCY_ROLE_WORDS, RIGHT_WORDS, ROLE_NAMES, ROLE_WORDS
from tests.conventions.sources import ROOT


def test_the_documents_repeat_the_table_of_rights() -> None:
    written = (ROOT / "docs" / "people.md").read_text("utf-8")
    with override("en"):
        assert "\n".join(_table()) in written


def test_every_role_and_right_has_its_words() -> None:
    assert set(ROLE_NAMES) == set(ROLE_WORDS) == set(AGENCY_ROLE_WORDS) == set(Role)
    assert set(RIGHT_WORDS) == set(Right)
    assert set(IN_A_STORE) | set(IN_AN_AGENCY) == set(Role)


def _table() -> list[str]:
    head = ["May", *(str(ROLE_NAMES[role]) for role in Role)]
    rows = [
        [str(RIGHT_WORDS[right]), *("yes" if right in RIGHTS[role] else "–" for role in Role)]
        for right in Right
    ]
    lines = [f"| {' | '.join(row)} |" for row in (head, *rows)]
    return [lines[0], f"|---|{'---|' * len(Role)}", *lines[1:]]
