"""The seeded agency and its stores as data: one TOML file a store, and who is who among them."""

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

AGENCY = "Norra Byrån"
AGENCY_EMAIL = "byran@norrabyran.example"


@dataclass(frozen=True, slots=True)
class SeededStore:
    """`fields` are those of Store, few for one that is empty, and `products` of Product.

    `tenant` is the simulated company it belongs to, None for a store that is left for a person to
    connect; `person` runs it.
    """

    slug: str
    fields: dict[str, Any]
    person: str
    tenant: int | None
    products: list[dict[str, Any]]
    #: What they hold by SKU, and a `price`, or the `percent` that they cost less than that.
    packs: list[dict[str, Any]]
    #: What is sold again and again: the SKU, a name, and the terms of it.
    plans: list[dict[str, Any]]
    theme: str
    #: Zones with `methods`: fields of ShippingMethod and the `price`.
    shipping: list[dict[str, Any]]
    collected: list[dict[str, Any]]


def seeded_stores() -> list[SeededStore]:
    """In the order of their files' names."""
    return [_read(file) for file in sorted(Path(__file__).parent.glob("*.toml"))]


def _read(file: Path) -> SeededStore:
    described = tomllib.loads(file.read_text("utf-8"))
    return SeededStore(
        slug=described["store"]["slug"],
        fields=described["store"],
        person=described["person"],
        tenant=described.get("tenant"),
        products=described.get("products", []),
        packs=described.get("packs", []),
        plans=described.get("plans", []),
        theme=described["theme"],
        shipping=described.get("shipping", []),
        collected=described.get("collected", []),
    )
