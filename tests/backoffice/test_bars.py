"""Bars start at zero and never leave their frame."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tamio.look.charts import HEADROOM, HEIGHT, Chart, bar_chart

AMOUNTS = st.lists(st.decimals(0, 10_000_000, places=2), min_size=1, max_size=31)


def _chart(amounts: list[Decimal]) -> Chart:
    points = [(str(at), amount) for at, amount in enumerate(amounts)]
    return bar_chart(points=points, text=str, tick=str, name_every=7)


@given(amounts=AMOUNTS)
def test_bars_are_as_high_as_their_amounts(amounts: list[Decimal]) -> None:
    heights = [float(bar.height) for bar in _chart(amounts).bars]
    assert all(0 <= height <= HEIGHT for height in heights)
    highest = max(amounts)
    for amount, height in zip(amounts, heights, strict=True):
        expected = float(amount / highest) * max(heights) if highest else 0
        assert abs(height - expected) < 0.15


@given(amounts=AMOUNTS)
def test_every_bar_stands_on_the_base_line(amounts: list[Decimal]) -> None:
    for bar in _chart(amounts).bars:
        assert abs(float(bar.y) + float(bar.height) - HEADROOM - HEIGHT) < 0.11


def test_only_the_highest_bar_carries_its_amount() -> None:
    bars = _chart([Decimal(3), Decimal(9), Decimal(9)]).bars
    assert [bar.text for bar in bars if bar.highest] == ["9"]


def test_days_without_sales_draw_an_empty_frame() -> None:
    chart = _chart([Decimal(0)] * 30)
    assert {bar.height for bar in chart.bars} == {"0.0"}
    assert not any(bar.highest for bar in chart.bars)
    assert [tick.text for tick in chart.ticks] == ["50", "100"]


def test_every_seventh_day_from_the_last_is_named() -> None:
    names = [bar.name for bar in _chart([Decimal(1)] * 30).bars]
    assert [at for at, name in enumerate(names) if name] == [1, 8, 15, 22, 29]
    assert names[29] == "kept"
    assert names[22] == "spare"


def test_what_a_bar_is_compared_with_stands_behind_it_on_the_same_scale() -> None:
    points, against = (
        [("a", Decimal(10)), ("b", Decimal(0))],
        [("c", Decimal(40)), ("d", Decimal(20))],
    )
    chart = bar_chart(points=points, against=against, text=str, tick=str, name_every=7)
    assert [bar.height for bar in chart.bars] == ["35.0", "0.0"]
    assert [bar.height for bar in chart.against] == ["140.0", "70.0"]
    assert [bar.middle for bar in chart.bars] == [bar.middle for bar in chart.against]
    assert chart.ticks[-1].text == "40"
