"""`?theme=magazine` shows a page in another theme, for the merchant who is choosing one.

Nothing is kept and nothing is secret about it; such an address is not the canonical one.
"""

from tamio.commerce.content.models import Theme, shopfront_of
from tamio.storefront.request import ShopRequest


def theme_of(request: ShopRequest) -> str:
    """The key of the theme to show the page in."""
    asked = request.GET.get("theme", "")
    return asked if asked in Theme.values else str(shopfront_of(request.store).theme)
