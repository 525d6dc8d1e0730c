"""How a store arranges its products: categories in a tree, collections, tags."""

from __future__ import annotations

from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store

_validate_slug = RegexValidator(
    r"\A[a-z0-9]+(?:-[a-z0-9]+)*\Z", _("Use small letters a to z, digits and hyphens.")
)


class Category(models.Model):
    """A place in the store's tree; a product in it is also in all those above."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="categories")
    parent = models.ForeignKey(
        "self",
        verbose_name=_("below"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="children",
    )
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("address"), max_length=80, validators=[_validate_slug])
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "slug"],
                name="one_category_a_slug",
                violation_error_message=_("Another category has this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Collection(models.Model):
    """Products that someone has chosen to show together: a season, a gift table."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="collections")
    name = models.CharField(_("name"), max_length=80)
    slug = models.CharField(_("address"), max_length=80, validators=[_validate_slug])
    description = models.TextField(_("description"), blank=True, max_length=1000)
    active = models.BooleanField(_("shown in the shop"), default=True)
    position = models.PositiveSmallIntegerField(_("order"), default=0)

    class Meta:
        ordering = ["position", "name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "slug"],
                name="one_collection_a_slug",
                violation_error_message=_("Another collection has this address."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class Tag(models.Model):
    """A word that products have in common; shoppers narrow a list by it."""

    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="tags")
    name = models.CharField(_("name"), max_length=40)

    class Meta:
        ordering = ["name"]
        constraints = [models.UniqueConstraint(fields=["store", "name"], name="one_tag_a_name")]

    def __str__(self) -> str:
        return self.name
