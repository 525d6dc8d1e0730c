"""ProductImage: a picture of a product, kept in several sizes."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.catalogue.models.product import Product

#: How wide a picture is kept, in pixels; none wider than what was uploaded.
WIDTHS = (320, 640, 1280)


class ProductImage(models.Model):
    """`digest` names the files (pictures.py); `width` and `height` are those of the widest."""

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="images")
    digest = models.CharField(max_length=32)
    alt = models.CharField(_("what it shows"), max_length=200, blank=True)
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["product", "digest"], name="a_picture_once_a_product")
        ]
        indexes = [models.Index(fields=["digest"], name="pictures_by_digest")]

    def __str__(self) -> str:
        return self.alt or self.digest

    @property
    def widths(self) -> list[int]:
        """The sizes it is kept in, the narrowest first."""
        return widths_of(self.width)

    def height_at(self, width: int) -> int:
        """How high the size of that width is."""
        return height_at(width, of=(self.width, self.height))


def widths_of(widest: int) -> list[int]:
    """The widths at which a picture of `widest` pixels is kept; its own if it is narrow."""
    return sorted({min(width, widest) for width in WIDTHS})


def height_at(width: int, *, of: tuple[int, int]) -> int:
    """The height that keeps the shape of `of`, a width and a height."""
    return max(round(of[1] * width / of[0]), 1)
