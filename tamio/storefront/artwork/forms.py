"""Things that stand on a table, as SVG: lit from the left, each with its shadow.

A turned thing is drawn from the outline of its right half: base at y 0, upwards negative.
"""

_SHADE = 0.16


def turned(outline: str, *, fill: str) -> str:
    """A body of rotation: both halves of `outline`, the right one in shade."""
    path = f"M-1 0{outline}H-1Z"
    return (
        f'<path d="{path}" fill="{fill}" transform="scale(-1 1)"/>'
        f'<path d="{path}" fill="{fill}"/><path d="{path}" fill-opacity="{_SHADE}"/>'
    )


def standing(thing: str, *, x: int, y: int, scale: float = 1, shadow: int = 60) -> str:
    """`thing` with its base at (x, y), and a shadow `shadow` wide to each side of it."""
    return (
        f'<g transform="translate({x} {y}) scale({scale})">'
        f'<ellipse cx="14" cy="1" rx="{shadow + 14}" ry="8" fill-opacity=".14"/>{thing}</g>'
    )


def block(*, x: float, y: float, width: float, height: float, fill: str, radius: int = 2) -> str:
    """A rectangle by its top left corner, with its right third in shade."""
    shade = width / 3
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="{radius}" fill="{fill}"/>'
        f'<rect x="{x + width - shade:.1f}" y="{y}" width="{shade:.1f}" height="{height}"'
        f' rx="{radius}" fill-opacity="{_SHADE}"/>'
    )


def ball(*, radius: int, fill: str) -> str:
    """A sphere at rest on y 0."""
    shade = f"M0 {-2 * radius}A{radius} {radius} 0 0 1 0 0Z"
    whole = f'<circle cy="{-radius}" r="{radius}" fill="{fill}"/>'
    return f'{whole}<path d="{shade}" fill-opacity="{_SHADE}"/>'


def raised(thing: str, *, by: int) -> str:
    return f'<g transform="translate(0 {-by})">{thing}</g>'


def disc(*, x: int, y: int, radius: int, fill: str, opacity: float = 1) -> str:
    return f'<circle cx="{x}" cy="{y}" r="{radius}" fill="{fill}" fill-opacity="{opacity}"/>'


def line(path: str, *, stroke: str, width: float = 3, opacity: float = 1) -> str:
    return (
        f'<path d="{path}" fill="none" stroke="{stroke}" stroke-width="{width}"'
        f' stroke-opacity="{opacity}" stroke-linecap="round" stroke-linejoin="round"/>'
    )
