"""Texts in Fortnox's characters: the meaning stays, and the record says what changed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.fortnox.client import clean, is_allowed

OFFICIAL = "’\\\u0308\u030a0123456789 –:.`´’,;^¤#%§£$€¢¥©™°&/()=+-*_!?²³®½@\u00a0\n\r"

AWKWARD = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "aåÖ é\u0301\u0308\u030a'\"—…·\t\n\r<>[]~≤≥5:/http🌹\u200d\u00a0\u1100\u1161"
        ),
    )
)


def official(character: str) -> bool:
    return character in OFFICIAL or unicodedata.category(character).startswith("L")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("Kaffe 250 g, mörkrost – ekologiskt", "Kaffe 250 g, mörkrost – ekologiskt"),
        ("Mor's", "Mor’s"),
        ('Skärm 24"', "Skärm 24’’"),
        ("“Hej” «du»", "’’Hej’’ ’’du’’"),
        ("Te — grönt", "Te – grönt"),
        ("Vänta…", "Vänta..."),
        ("Röd · L", "Röd - L"),
        ("A\tB", "A B"),
        ("[ny] {gammal}", "(ny) (gammal)"),
        ("<b>fet</b>", "(b)fet(/b)"),
        ("Ros 🌹🌹 till dig ❤️", "Ros till dig"),
        ("röd🌹ros", "röd ros"),
        ("30×40 cm ±1", "30x40 cm +/-1"),
        ("¼ tum, ½ tum, H₂O", "1/4 tum, ½ tum, H2O"),
        ("<5 kg, ≥18 år, ~3 m", "max 5 kg, min 18 år, ca 3 m"),
        ("A~B | C", "A-B - C"),
        ("a\u0308pple e\u0301", "äpple é"),
        ("٣ ３ ①", "3 3 1"),
        ("Se https://tamio.example/x", "Se tamio.example/x"),
        ("a://b", "ab"),
        ("noll\u200bbredd\ufeff", "nollbredd"),
        ("a\u200b\u0308pple", "äpple"),
        ("5‰", "5 promille"),
        ("Ω Ж 茶 ب", "Ω Ж 茶 ب"),
        ("🌹", ""),
        ("", ""),
    ],
)
def test_a_text_keeps_its_meaning_in_allowed_characters(text: str, cleaned: str) -> None:
    assert clean(text).text == cleaned


def test_line_breaks_become_spaces_where_fortnox_would_glue_the_words() -> None:
    assert clean("rad 1\r\nrad 2\u2028rad 3").text == "rad 1 rad 2 rad 3"


def test_line_breaks_stay_in_a_multiline_text() -> None:
    assert clean("rad 1 \r\nrad 2\rrad 3\n", multiline=True).text == "rad 1\nrad 2\nrad 3"


def test_the_record_says_what_was_changed_once_each_in_order() -> None:
    cleaned = clean("“Ros”\u200b 🌹 “röd”\nlång", max_length=18)

    assert cleaned.text == "’’Ros’’ ’’röd’’ lå"
    assert cleaned.changes == (
        "line breaks became spaces",
        "“ became ’’",
        "” became ’’",
        "U+200B was left out",
        "🌹 was left out",
        "spaces were tidied",
        "cut from 20 to 18 characters",
    )


def test_a_text_that_fortnox_takes_is_left_alone() -> None:
    assert clean("Frakt (SE) 49:- & moms 25%", max_length=26).changes == ()


@pytest.mark.parametrize("max_length", [0, -1])
def test_a_length_below_one_is_refused(max_length: int) -> None:
    with pytest.raises(ValueError, match="no characters"):
        clean("x", max_length=max_length)


@pytest.mark.parametrize("character", "\"'<>[]{}|~—…·\t🌹")
def test_what_fortnox_names_as_forbidden_is_not_allowed(character: str) -> None:
    assert not is_allowed(character)


@given(AWKWARD, st.booleans())
def test_the_result_holds_only_characters_of_fortnox_set(text: str, multiline: bool) -> None:
    cleaned = clean(text, multiline=multiline).text

    assert all(official(character) for character in cleaned)
    assert "://" not in cleaned
    assert multiline or "\n" not in cleaned


@given(AWKWARD, st.booleans(), st.none() | st.integers(min_value=1, max_value=20))
def test_cleaning_twice_changes_nothing_more(
    text: str, multiline: bool, max_length: int | None
) -> None:
    once = clean(text, multiline=multiline, max_length=max_length)
    twice = clean(once.text, multiline=multiline, max_length=max_length)

    assert twice.text == once.text
    assert twice.changes == ()
    assert unicodedata.is_normalized("NFC", once.text)


@given(AWKWARD, st.booleans(), st.integers(min_value=1, max_value=20))
def test_the_result_is_never_longer_than_asked(text: str, multiline: bool, max_length: int) -> None:
    assert len(clean(text, multiline=multiline, max_length=max_length).text) <= max_length


@given(AWKWARD, st.none() | st.integers(min_value=1, max_value=20))
def test_a_changed_text_always_has_its_change_on_record(text: str, max_length: int | None) -> None:
    cleaned = clean(text, max_length=max_length)

    assert (cleaned.text != text) <= bool(cleaned.changes)
