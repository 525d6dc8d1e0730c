"""A small picture of a shop in one of the themes, drawn from the same colours."""

from django.utils.html import format_html
from django.utils.safestring import SafeString

from tamio.look.themes import LOOKS, Palette, accents

_SERIF = "Georgia,serif"
_SANS = "system-ui,sans-serif"


def draw_preview(*, theme: str, accent: str, name: str) -> SafeString:
    """An SVG of 320 by 200, in the light scheme. `accent` is #rrggbb."""
    look = LOOKS[theme]
    paint = accents(accent=accent, theme=theme)[0]
    is_serif, is_filled = theme == "magazine", theme == "market"
    corner = min(look.corner, 14)
    head: dict[str, object] = {
        "fill": paint.fill if is_filled else look.light.surface,
        "ink": paint.on_fill if is_filled else look.light.ink,
        "font": _SERIF if is_serif else _SANS,
        "weight": 400 if is_serif else 800 if is_filled else 650,
    }
    return format_html(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 320 200" width="320" height="200">'
        '<rect width="320" height="200" fill="{ground}"/>'
        '<rect width="320" height="30" fill="{fill}"/>'
        '<text x="16" y="20" font-family="{font}" font-weight="{weight}" font-size="12"'
        ' fill="{ink}">{name}</text>{title}{cards}{button}</svg>',
        ground=look.light.ground,
        name=name[:28],
        title=_title(theme, look.light.ink, head["font"], head["weight"]),
        cards=_cards(look.light, corner=corner, is_raised=is_filled),
        button=_button(paint.fill, paint.on_fill, 0 if is_serif else 12 if is_filled else 5),
        **head,
    )


def _title(theme: str, ink: str, font: object, weight: object) -> SafeString:
    x, anchor, size = (160, "middle", 27) if theme == "magazine" else (16, "start", 21)
    return format_html(
        '<text x="{}" y="66" text-anchor="{}" font-family="{}" font-weight="{}" font-size="{}"'
        ' fill="{}">Aa Åå Ää Öö</text>',
        x,
        anchor,
        font,
        weight,
        size,
        ink,
    )


def _cards(palette: Palette, *, corner: int, is_raised: bool) -> SafeString:
    drawn = SafeString("")
    for x in (16, 90, 164, 238):
        if is_raised:
            drawn += format_html(
                '<rect x="{}" y="80" width="66" height="86" rx="{}" fill="{}"/>',
                x,
                corner,
                palette.surface,
            )
        inset = 4 if is_raised else 0
        drawn += format_html(
            '<rect x="{}" y="{}" width="{}" height="{}" rx="{}" fill="{}"/>'
            '<rect x="{}" y="151" width="40" height="4" rx="2" fill="{}"/>',
            x + inset,
            80 + inset,
            66 - 2 * inset,
            66 - 2 * inset,
            max(corner - inset, 0),
            palette.sunken,
            x + inset,
            palette.ink_quiet,
        )
    return drawn


def _button(fill: str, ink: str, corner: int) -> SafeString:
    return format_html(
        '<rect x="16" y="172" width="72" height="20" rx="{}" fill="{}"/>'
        '<rect x="34" y="180" width="36" height="4" rx="2" fill="{}"/>',
        corner,
        fill,
        ink,
    )
