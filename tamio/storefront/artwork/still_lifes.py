"""Goods: solids that could be anything, a pantry for food, books for what is read."""

from collections.abc import Callable

from tamio.storefront.artwork.chance import Chance
from tamio.storefront.artwork.forms import ball, block, disc, line, raised, standing, turned
from tamio.storefront.artwork.palettes import Palette

Thing = Callable[[str, str], str]


def solids(chance: Chance, palette: Palette) -> str:
    """Three bodies on a table: a tall one, a low one, and a small one in front."""
    side = chance.one_of([-1, 1])
    tall, low = chance.one_of(_TALL), chance.one_of(_LOW)
    small = chance.one_of([found for found in _SMALL if found is not low])
    return (
        _backdrop(chance, palette)
        + standing(tall(palette.main, palette.dark), x=200 - 44 * side, y=312, shadow=62)
        + standing(low(palette.second, palette.dark), x=200 + 62 * side, y=324, shadow=64)
        + standing(small(palette.dark, palette.main), x=200 - 8 * side, y=346, shadow=30)
    )


def pantry(chance: Chance, palette: Palette) -> str:
    """A jar or a bag, and a bowl or a cup to go with it."""
    large, small = chance.one_of([_bag, _jar]), chance.one_of([_bowl, _cup])
    side = chance.one_of([-1, 1])
    return (
        _backdrop(chance, palette)
        + standing(small(palette), x=200 + 84 * side, y=314, scale=0.8, shadow=60)
        + standing(large(palette), x=200 - 36 * side, y=334, scale=1.14, shadow=62)
    )


def books(chance: Chance, palette: Palette) -> str:
    """Books in a stack, and one that stands."""
    side = chance.one_of([-1, 1])
    return (
        _backdrop(chance, palette)
        + standing(_cover(chance, palette), x=200 - 30 * side, y=318, scale=1.1, shadow=62)
        + standing(_stack(chance, palette), x=200 + 66 * side, y=338, scale=0.9, shadow=88)
    )


def _backdrop(chance: Chance, palette: Palette) -> str:
    x, y = chance.between(110, 290), chance.between(130, 170)
    return (
        disc(x=x, y=y, radius=chance.between(86, 112), fill=palette.paper, opacity=0.55)
        + f'<rect y="286" width="400" height="114" fill="{palette.table}"/>'
    )


def _arch(fill: str, _other: str) -> str:
    path = "M-66 0V-130A66 66 0 0 1 66 -130V0H30V-126A30 30 0 0 0 -30 -126V0Z"
    shade = "M66 0V-130A66 66 0 0 0 0 -196V-156A30 30 0 0 1 30 -126V0Z"
    return f'<path d="{path}" fill="{fill}"/><path d="{shade}" fill-opacity=".16"/>'


def _cylinder(fill: str, other: str) -> str:
    top = f'<ellipse cy="-176" rx="52" ry="9" fill="{other}" fill-opacity=".6"/>'
    return turned("H52V-176", fill=fill) + top


def _cone(fill: str, _other: str) -> str:
    return turned("H66L0 -186", fill=fill)


def _tower(fill: str, other: str) -> str:
    upper = raised(ball(radius=34, fill=other), by=128)
    return block(x=-56, y=-128, width=112, height=128, fill=fill) + upper


def _cube(fill: str, _other: str) -> str:
    return block(x=-52, y=-96, width=104, height=96, fill=fill)


def _dome(fill: str, _other: str) -> str:
    return turned("H74A74 74 0 0 0 0 -74", fill=fill)


def _sphere(fill: str, _other: str) -> str:
    return ball(radius=54, fill=fill)


def _bowl_form(fill: str, other: str) -> str:
    rim = f'<ellipse cy="-72" rx="76" ry="8" fill="{other}" fill-opacity=".55"/>'
    return turned("H22V-6C52 -12 72 -38 76 -72", fill=fill) + rim


def _small_ball(fill: str, _other: str) -> str:
    return ball(radius=24, fill=fill)


def _small_cube(fill: str, _other: str) -> str:
    return block(x=-24, y=-46, width=48, height=46, fill=fill)


def _small_cone(fill: str, _other: str) -> str:
    return turned("H28L0 -62", fill=fill)


_TALL: list[Thing] = [_arch, _cylinder, _cone, _tower]
_LOW: list[Thing] = [_cube, _dome, _sphere, _bowl_form]
_SMALL: list[Thing] = [_small_ball, _small_cube, _small_cone]


def _bowl(palette: Palette) -> str:
    return _bowl_form(palette.second, palette.dark)


def _cup(palette: Palette) -> str:
    handle = line("M54 -76H66A21 21 0 0 1 66 -34H56", stroke=palette.second, width=10)
    rim = f'<ellipse cy="-96" rx="56" ry="6" fill="{palette.dark}" fill-opacity=".55"/>'
    return handle + turned("H44C52 0 56 -5 56 -12V-96", fill=palette.second) + rim


def _jar(palette: Palette) -> str:
    body = turned("H48C55 0 58 -4 58 -11V-120C58 -134 46 -134 46 -144", fill=palette.main)
    label = block(x=-58, y=-100, width=116, height=58, fill=palette.paper, radius=0)
    mark = disc(x=0, y=-71, radius=14, fill=palette.second)
    return body + label + mark + raised(turned("H52V-26", fill=palette.dark), by=142)


def _bag(palette: Palette) -> str:
    fold = block(x=-57, y=-176, width=114, height=26, fill=palette.dark, radius=0)
    label = block(x=-34, y=-116, width=68, height=64, fill=palette.paper, radius=0)
    mark = disc(x=0, y=-84, radius=15, fill=palette.second)
    return turned("H54L60 -14L56 -152", fill=palette.main) + fold + label + mark


def _cover(chance: Chance, palette: Palette) -> str:
    title = "".join(
        line(f"M-34 {y}h{chance.between(32, 72)}", stroke=palette.paper, width=6)
        for y in (-160, -144)
    )
    emblem = disc(x=8, y=-64, radius=chance.between(22, 34), fill=palette.second)
    spine = '<rect x="-60" y="-190" width="11" height="190" fill-opacity=".2"/>'
    return block(x=-60, y=-190, width=120, height=190, fill=palette.main) + spine + title + emblem


def _stack(chance: Chance, palette: Palette) -> str:
    shown, y = "", 0
    for fill in (palette.dark, palette.second, palette.main)[: chance.between(2, 3)]:
        height, width = chance.between(20, 28), chance.between(126, 164)
        y -= height
        x = chance.between(-8, 8) - width / 2
        shown += block(x=x, y=y, width=width, height=height, fill=fill)
        shown += line(f"M{x + 14} {y + 7}V{y + height - 7}", stroke=palette.paper, opacity=0.7)
    return shown
