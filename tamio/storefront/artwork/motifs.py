"""Which kind of picture a product gets, and those that show no thing: services and files."""

from collections.abc import Callable

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.vat.rates import VatClass
from tamio.storefront.artwork.chance import Chance
from tamio.storefront.artwork.forms import disc, line
from tamio.storefront.artwork.palettes import Palette
from tamio.storefront.artwork.still_lifes import books, pantry, solids

Motif = Callable[[Chance, Palette], str]


def motif_for(*, item_type: str, vat_class: str) -> Motif:
    """Goods stand on a table, food and books as such; what cannot be touched is a sign."""
    if item_type == ItemType.GIFT_CARD:
        return gift_card
    if item_type == ItemType.SERVICE:
        return service
    if item_type == ItemType.DIGITAL:
        return digital
    return {VatClass.FOOD: pantry, VatClass.BOOKS: books, VatClass.CULTURE: books}.get(
        VatClass(vat_class), solids
    )


def service(chance: Chance, palette: Palette) -> str:
    """Two who meet, a day that passes, or a path."""
    return chance.one_of([_meeting, _day, _path])(chance, palette)


def digital(chance: Chance, palette: Palette) -> str:
    """Sheets above one another, the first with something on it."""
    lean = chance.one_of([-1, 1])
    content = chance.one_of([_dots, _text, _quarters])
    sheets = "".join(
        f'<rect x="92" y="112" width="216" height="176" rx="16" fill="{fill}"'
        f' transform="translate({-lean * shift} {-shift}) rotate({lean * turn} 200 200)"/>'
        for fill, shift, turn in (
            (palette.table, 22, -13),
            (palette.second, 8, -6),
            (palette.main, -8, 1),
        )
    )
    return sheets + f'<g transform="rotate({lean} 200 200)">{content(chance, palette)}</g>'


def gift_card(chance: Chance, palette: Palette) -> str:
    """A card with a ribbon around it, another one behind."""
    lean = chance.one_of([-1, 1])
    across = chance.between(140, 260)
    card = (
        f'<rect x="62" y="116" width="276" height="176" rx="18" fill="{palette.main}"/>'
        f'<rect x="{across - 11}" y="116" width="22" height="176" fill="{palette.paper}"/>'
        f'<rect x="62" y="170" width="276" height="22" fill="{palette.paper}"/>'
    )
    bow = "".join(
        f'<path d="M0 0C{side * 14} -46 {side * 66} -52 {side * 58} -18C{side * 52} 6 {side * 18} 8'
        f' 0 0Z" fill="{palette.second}"/>'
        f'<path d="M0 0L{side * 40} 52L{side * 18} 50Z" fill="{palette.second}"/>'
        for side in (-1, 1)
    )
    knot = disc(x=0, y=0, radius=13, fill=palette.dark)
    behind = (
        f'<rect x="62" y="116" width="276" height="176" rx="18" fill="{palette.table}"'
        f' transform="rotate({lean * 9} 200 200)"/>'
    )
    front = f'{card}<g transform="translate({across} 181)">{bow}{knot}</g>'
    return behind + f'<g transform="rotate({-lean * 3} 200 200)">{front}</g>'


def _meeting(chance: Chance, palette: Palette) -> str:
    lift = chance.between(0, 36)
    return (
        disc(x=152, y=184 + lift, radius=92, fill=palette.main)
        + disc(x=248, y=216 - lift, radius=92, fill=palette.second, opacity=0.88)
        + disc(x=200, y=200, radius=20, fill=palette.paper)
    )


def _day(chance: Chance, palette: Palette) -> str:
    x = chance.between(150, 250)
    rings = "".join(
        f'<path d="M{200 - r} 292A{r} {r} 0 0 1 {200 + r} 292Z" fill="{fill}"/>'
        for r, fill in ((148, palette.table), (112, palette.second), (76, palette.main))
    )
    sun = disc(x=x, y=104, radius=22, fill=palette.dark)
    return rings + sun + line("M36 293H364", stroke=palette.dark, width=4)


def _path(chance: Chance, palette: Palette) -> str:
    bend = chance.between(30, 90)
    hill = f'<path d="M0 400V270C90 {270 - bend} 190 210 400 {220 + bend}V400Z" fill="{{}}"/>'
    return (
        disc(x=chance.between(120, 280), y=140, radius=58, fill=palette.second)
        + hill.format(palette.table)
        + f'<g transform="translate(0 70)">{hill.format(palette.main)}</g>'
        + line("M178 400C200 350 250 340 232 306", stroke=palette.paper, width=9, opacity=0.9)
    )


def _dots(chance: Chance, palette: Palette) -> str:
    return "".join(
        disc(
            x=140 + 30 * column, y=155 + 30 * row, radius=chance.between(3, 11), fill=palette.paper
        )
        for row in range(4)
        for column in range(5)
    )


def _text(chance: Chance, palette: Palette) -> str:
    heading = line(f"M126 156h{chance.between(50, 96)}", stroke=palette.paper, width=12)
    return heading + "".join(
        line(f"M126 {y}h{chance.between(96, 150)}", stroke=palette.paper, width=5, opacity=0.75)
        for y in (192, 216, 240)
    )


def _quarters(chance: Chance, palette: Palette) -> str:
    return "".join(
        f'<path d="M-24 -24H24A48 48 0 0 1 -24 24Z" fill="{palette.paper}" fill-opacity="{light}"'
        f' transform="translate({x} {y}) rotate({90 * chance.between(0, 3)})"/>'
        for x, light in ((150, 0.9), (200, 0.55), (250, 0.9))
        for y in (176, 226)
    )
