"""Which offers win, as a pure rule."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tamio.commerce.offers.best import Taken, Terms, Wanted, best, by_offer

POT = Wanted(1, 2, Decimal("200.00"))
VASE = Wanted(2, 1, Decimal("50.00"))


def percent(key: int, value: str, **fields: object) -> Terms:
    return Terms(key=key, percent=Decimal(value), **fields)  # type: ignore[arg-type]


def amount(key: int, value: str, **fields: object) -> Terms:
    return Terms(key=key, amount=Decimal(value), **fields)  # type: ignore[arg-type]


ONLY_POT = {"products": frozenset({1})}


def test_a_percent_is_taken_off_every_line() -> None:
    assert best([POT, VASE], [percent(1, "10")]) == [{1: Decimal(20)}, {1: Decimal(5)}]


def test_an_offer_on_a_product_leaves_others_alone() -> None:
    assert by_offer(best([POT, VASE], [percent(1, "10", **ONLY_POT)])) == {1: 20}


def test_an_amount_off_a_product_is_off_each_piece_and_never_more_than_its_price() -> None:
    assert by_offer(best([POT, VASE], [amount(1, "30", **ONLY_POT)])) == {1: 60}
    assert by_offer(best([POT, VASE], [amount(1, "300", **ONLY_POT)])) == {1: 200}


def test_an_amount_off_the_order_is_shared_by_what_the_lines_cost() -> None:
    assert best([POT, VASE], [amount(1, "50")]) == [{1: Decimal(40)}, {1: Decimal(10)}]
    assert by_offer(best([POT, VASE], [amount(1, "999")])) == {1: 250}


def test_of_offers_that_do_not_combine_the_best_stands_on_each_line() -> None:
    taken = best([POT, VASE], [percent(1, "20"), percent(2, "50", **ONLY_POT)])
    assert taken == [{2: Decimal(100)}, {1: Decimal(10)}]


def test_offers_that_combine_are_taken_one_after_the_other_percents_first() -> None:
    terms = [
        amount(1, "10", combines=True, **ONLY_POT), percent(2, "50", combines=True, **ONLY_POT)
    ]  # fmt: skip
    assert best([POT], terms) == [{2: Decimal(100), 1: Decimal(20)}]


def test_an_amount_off_the_order_comes_on_top_only_if_both_combine() -> None:
    half = percent(1, "50", combines=True)
    assert by_offer(best([POT], [half, amount(2, "30", combines=True)])) == {1: 100, 2: 30}
    assert by_offer(best([POT], [half, amount(2, "30")])) == {1: 100}
    assert by_offer(best([POT], [half, amount(2, "130")])) == {2: 130}


def test_of_equal_offers_the_first_stands() -> None:
    assert by_offer(best([POT], [percent(7, "10"), percent(3, "10")])) == {7: 20}


def test_without_offers_nothing_is_taken() -> None:
    assert best([POT, VASE], []) == [{}, {}]
    assert best([], [percent(1, "10")]) == []


AMOUNTS = st.decimals(0, 5000, places=2)
LINES = st.lists(
    st.builds(Wanted, st.integers(1, 4), st.integers(1, 9), AMOUNTS), min_size=1, max_size=6
)
PRODUCTS = st.none() | st.frozensets(st.integers(1, 4), min_size=1)
TERMS = st.lists(
    st.builds(
        Terms,
        key=st.integers(1, 9),
        percent=st.none() | st.decimals(0, 100, places=2),
        amount=AMOUNTS,
        products=PRODUCTS,
        combines=st.booleans(),
    ),
    max_size=5,
    unique_by=lambda each: each.key,
)


def total(plan: list[Taken]) -> Decimal:
    return sum(by_offer(plan).values(), Decimal(0))


@given(LINES, TERMS)
def test_no_line_goes_below_nothing_and_nothing_is_added(
    lines: list[Wanted], terms: list[Terms]
) -> None:
    for line, taken in zip(lines, best(lines, terms), strict=True):
        assert all(each >= 0 for each in taken.values())
        assert sum(taken.values()) <= line.amount


@given(LINES, TERMS)
def test_what_does_not_combine_is_alone_on_its_line(
    lines: list[Wanted], terms: list[Terms]
) -> None:
    alone = {each.key for each in terms if not each.combines}
    for taken in best(lines, terms):
        assert len(taken) <= 1 or not alone & set(taken)


@given(LINES, TERMS)
def test_no_single_offer_would_be_better_for_the_buyer(
    lines: list[Wanted], terms: list[Terms]
) -> None:
    taken = total(best(lines, terms))
    assert all(total(best(lines, [each])) <= taken for each in terms)
