"""What people write is found, though they write it wrongly."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.catalogue.models import Product, Tag
from tamio.commerce.search import upkeep
from tamio.commerce.search.finding import Found, find
from tamio.commerce.search.models import Word
from tamio.commerce.search.words import distance, errors_allowed, pairs_in, words_in
from tamio.commerce.stores.models import Store
from tests.factories import NOW, make_product, make_store

NAMES = [
    "Kåsa i masurbjörk", "Yllefilt, 130 × 180 cm", "Emaljmugg, 3 dl", "Ståltermos, 0,75 liter",
    "Kokkaffe, mörkrost, 450 g", "Hjortronsylt, 200 g", "Mjukt tunnbröd, 8 kakor",
    "Fjällvandra med barn", "Boken om tunnbröd", "Skidvallning",
]  # fmt: skip
WORDS = st.text(alphabet="abcde", max_size=7)


@pytest.fixture
def store(db: None) -> Store:
    store = make_store()
    for name in NAMES:
        make_product(store=store, name=name)
    upkeep.bring_up_to_date()
    return store


def found(store: Store, written: str) -> Found:
    return find(store=store, written=written, now=NOW)


def names(store: Store, written: str) -> list[str]:
    by_key = Product.objects.in_bulk(found(store, written).ids)
    return [by_key[pk].name for pk in found(store, written).ids]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        ("kåsa", 0), ("KASA", 0), ("kaså", 0), ("ksåa", 0), ("kåssa", 0), ("masurbjork", 0),
        ("yllefit", 1), ("ylefilt", 1), ("filt", 1), ("emalj", 2), ("mugg", 2), ("emaljmug", 2),
        ("termos", 3), ("stål termos", 3), ("ståltermosar", 3), ("kaffe", 4), ("kokafe", 4),
        ("hjotronsylt", 5), ("hjortron sylt", 5), ("fjälvandra", 7), ("fjallvnadra barn", 7),
        ("boken tunnbröd", 8), ("skidvalning", 9), ("450", 4),
    ],
)  # fmt: skip
def test_typing_errors_lead_to_what_was_meant(store: Store, written: str, first: int) -> None:
    assert names(store, written)[:1] == [NAMES[first]]


@pytest.mark.parametrize("written", ["cykel", "xyzzy", "?", "", "   ", "%", "'\"; --", "🦊", "abc"])
def test_what_is_not_there_is_not_found(store: Store, written: str) -> None:
    assert found(store, written).ids == []


def test_what_was_meant_is_said_only_if_it_is_another_word(store: Store) -> None:
    assert found(store, "kåsa").meant == ""
    assert found(store, "hjotronsylt").meant == "hjortronsylt"


def test_all_words_are_wanted_and_most_of_them_are_taken_if_there_is_nothing_better(
    store: Store,
) -> None:
    assert names(store, "mjukt tunnbröd") == [NAMES[6]]
    assert found(store, "tunnbröd cykel").is_whole is False
    assert set(names(store, "tunnbröd cykel")) == {NAMES[6], NAMES[8]}


def test_a_name_counts_more_than_a_description(store: Store) -> None:
    told = make_product(store=store, name="Bordslöpare", description="Passar till en kåsa.")
    upkeep.bring_up_to_date()
    assert names(store, "kåsa") == [NAMES[0], told.name]


def test_an_article_number_is_found_whole(store: Store) -> None:
    product = make_product(store=store, sku="ABC-1/X", ean="2000000000015")
    assert found(store, "abc-1/x").ids == [product.pk]
    assert found(store, "2000000000015").ids == [product.pk]


def test_a_product_added_a_moment_ago_is_found_before_it_is_indexed(store: Store) -> None:
    product = make_product(store=store, name="Lykta")
    assert found(store, "lykt").ids == [product.pk]


def test_only_what_is_for_sale_in_the_store_is_found(store: Store) -> None:
    kasa = Product.objects.get(name=NAMES[0])
    assert found(make_store(), "kåsa").ids == []
    Product.objects.filter(pk=kasa.pk).update(publish_at=NOW + timedelta(days=1))
    assert found(store, "kåsa").ids == []
    Product.objects.filter(pk=kasa.pk).update(publish_at=None, active=False)
    assert found(store, "kåsa").ids == []


def test_the_index_follows_whatever_way_products_are_written(store: Store) -> None:
    kasa = Product.objects.get(name=NAMES[0])
    Product.objects.filter(pk=kasa.pk).update(name="Träskål")
    assert upkeep.bring_up_to_date() == 1
    assert found(store, "kåsa").ids == []
    assert found(store, "träskal").ids == [kasa.pk]
    assert upkeep.bring_up_to_date() == 0


def test_tags_are_searched_after_the_daily_reading_and_words_nobody_uses_are_dropped(
    store: Store,
) -> None:
    kasa = Product.objects.get(name=NAMES[0])
    kasa.tags.add(Tag.objects.create(store=store, name="Present"))
    Product.objects.filter(name=NAMES[9]).delete()
    upkeep.daily_chore(lambda: NOW)
    assert found(store, "presant").ids == [kasa.pk]
    assert not Word.objects.filter(text="skidvallning").exists()


def test_words_are_compared_without_accents_and_capitals() -> None:
    assert words_in("Kåsa, CAFÉ & Smørrebrød 0,75") == [
        "kasa", "cafe", "smorrebrod", "0", "75",
    ]  # fmt: skip
    assert pairs_in("ab") == {" a", "ab", "b "}
    assert [errors_allowed(word) for word in ("abc", "abcde", "abcdef", "ab12")] == [0, 1, 2, 0]


@given(WORDS, WORDS)
def test_a_distance_is_the_same_both_ways_and_nothing_between_equals(one: str, other: str) -> None:
    assert distance(one, other, most=9) == distance(other, one, most=9)
    assert (distance(one, other, most=9) == 0) == (one == other)


@given(WORDS, st.integers(0, 6), st.sampled_from("abcde"))
def test_one_slip_is_one_error(word: str, at: int, letter: str) -> None:
    assert distance(word, word[:at] + letter + word[at:], most=2) == 1
    assert distance(word, word[:at] + letter + word[at + 1 :], most=2) <= 1
    swapped = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert distance(word, swapped, most=2) <= 1


@given(WORDS, WORDS, st.integers(0, 3))
def test_a_bound_changes_no_answer_below_it(one: str, other: str, most: int) -> None:
    assert distance(one, other, most=most) == min(distance(one, other, most=9), most + 1)
