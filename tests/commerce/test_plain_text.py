"""A merchant's plain text is read as headings, lists and paragraphs, and as nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.content.plain_text import Kind, blocks_of
from tamio.storefront.templatetags.machines import plain_text


def read(text: str) -> list[tuple[str, list[str]]]:
    return [(block.kind.value, list(block.lines)) for block in blocks_of(text)]


def test_a_short_line_of_its_own_is_a_heading_and_what_follows_a_paragraph() -> None:
    assert read("Leverans\r\n\r\nVi skickar i dag.\nOch i morgon.") == [
        ("heading", ["Leverans"]),
        ("paragraph", ["Vi skickar i dag.", "Och i morgon."]),
    ]


@pytest.mark.parametrize(
    "line", ["Vi skickar i dag.", "Så här:", "x" * 81, "hej@butik.example", "Färdigt!"]
)
def test_what_ends_as_a_sentence_or_is_long_is_no_heading(line: str) -> None:
    assert read(f"{line}\n\nMer.")[0] == ("paragraph", [line])


def test_nothing_stands_under_a_last_line_so_it_is_no_heading() -> None:
    assert read("Ett\n\nSlut")[-1] == ("paragraph", ["Slut"])


def test_lines_with_hyphens_or_numbers_are_lists() -> None:
    assert read("- ett\n– två\n\n1. först\n2) sedan\n\n- ett\nte") == [
        ("bullets", ["ett", "två"]),
        ("numbers", ["först", "sedan"]),
        ("paragraph", ["- ett", "te"]),
    ]


@given(st.text(max_size=300))
def test_no_word_is_lost_and_no_text_is_too_strange(text: str) -> None:
    kept = "".join("".join(block.lines) for block in blocks_of(text))
    letters = [letter for letter in text if letter.isalpha()]
    assert [letter for letter in kept if letter.isalpha()] == letters
    assert {block.kind for block in blocks_of(text)} <= set(Kind)


@given(st.text(alphabet="<>&\"'ab:/. \n-", max_size=80))
def test_no_text_becomes_html_of_its_own(text: str) -> None:
    html = plain_text(f"<script>{text}")
    assert "<script" not in html


def test_addresses_become_links_that_pass_no_honour_on() -> None:
    html = plain_text("Se www.arn.se eller skriv till hej@butik.example.")
    assert '<a href="http://www.arn.se" rel="nofollow">www.arn.se</a>' in html
    assert '<a href="mailto:hej@butik.example">' in html
