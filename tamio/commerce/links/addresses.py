"""The addresses that letters and pages carry; the doors of the shop stand where they say."""

from django.conf import settings

from tamio.commerce.stores.models import Store


def shop_address(store: Store, path: str = "") -> str:
    """`path` is relative to the shop's first page."""
    return f"{settings.ENVIRONMENT.tamio_url.rstrip('/')}/s/{store.slug}/{path}"


def order_address(store: Store, token: str) -> str:
    return shop_address(store, f"order/{token}/")


def orders_address(store: Store, token: str) -> str:
    """Where a one-time link leads."""
    return shop_address(store, f"orders/{token}/")


def withdrawal_address(store: Store, token: str = "") -> str:
    """The page of the law's withdrawal function; with an order's token it is filled in."""
    return shop_address(store, f"angra/?order={token}" if token else "angra/")


def logo_address(store: Store, digest: str) -> str:
    return shop_address(store, f"logo/{digest}.png")


def agency_logo_address(agency_id: int, digest: str) -> str:
    return f"{settings.ENVIRONMENT.tamio_url.rstrip('/')}/agencies/{agency_id}/logo/{digest}.png"


def backoffice_address(store: Store, path: str = "") -> str:
    return f"{settings.ENVIRONMENT.tamio_url.rstrip('/')}/backoffice/{store.slug}/{path}"
