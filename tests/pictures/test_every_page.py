"""No page is left out of the walk: it has an address to be looked at by, or a reason not to."""

from unittest.mock import MagicMock

from tests.pictures.addresses import values
from tests.pictures.places import NO_PICTURE, PARTS, named, part_of, unthought


def test_what_is_in_the_address_of_each_page_is_said() -> None:
    assert unthought(set(values(MagicMock()))) == []


def test_nothing_is_said_of_pages_that_are_not_there() -> None:
    pages = {name for name, _takes in named()}
    assert sorted(set(values(MagicMock())) - pages) == []


def test_what_has_no_picture_is_a_page_and_has_a_reason() -> None:
    every = {name for name, _takes in named(also_without=True)}
    assert {name for name, why in NO_PICTURE.items() if name not in every or not why} == set()


def test_each_page_belongs_to_a_part() -> None:
    assert {part_of(name) for name, _takes in named()} == set(PARTS)
