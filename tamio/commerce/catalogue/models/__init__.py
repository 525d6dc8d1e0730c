"""What a store sells: products, their variants, and the facts of their stock."""

from tamio.commerce.catalogue.identifiers import SKU_PATTERN, validate_ean, validate_sku
from tamio.commerce.catalogue.models.arrangement import Category, Collection, Tag
from tamio.commerce.catalogue.models.images import ProductImage
from tamio.commerce.catalogue.models.imports import CatalogueImport, ImportChunk, ImportProblem
from tamio.commerce.catalogue.models.item_type import ItemType
from tamio.commerce.catalogue.models.movements import Reason, StockMovement
from tamio.commerce.catalogue.models.packs import PackPart
from tamio.commerce.catalogue.models.prices import PriceChange
from tamio.commerce.catalogue.models.product import Product, Variant

__all__ = [
    "SKU_PATTERN",
    "CatalogueImport",
    "Category",
    "Collection",
    "ImportChunk",
    "ImportProblem",
    "ItemType",
    "PackPart",
    "PriceChange",
    "Product",
    "ProductImage",
    "Reason",
    "StockMovement",
    "Tag",
    "Variant",
    "validate_ean",
    "validate_sku",
]
