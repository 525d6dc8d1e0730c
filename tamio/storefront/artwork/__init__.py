"""Pictures of products that have none: still lifes drawn from what is sold and its SKU.

The same SKU, type and VAT class always give the same picture, to the byte.
"""

from tamio.storefront.artwork.chance import Chance
from tamio.storefront.artwork.motifs import motif_for
from tamio.storefront.artwork.palettes import PALETTES

__all__ = ["draw"]

#: Length of the picture's side, in its own units.
SIDE = 400


def draw(*, sku: str, item_type: str, vat_class: str) -> str:
    """An SVG document. `item_type` and `vat_class` are those of Product."""
    chance = Chance(sku)
    palette = chance.one_of(PALETTES)
    motif = motif_for(item_type=item_type, vat_class=vat_class)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'<rect width="{SIDE}" height="{SIDE}" fill="{palette.wall}"/>'
        f"{motif(chance, palette)}</svg>"
    )
