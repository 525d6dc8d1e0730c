"""Accounts that the merchant has chosen beyond the two main ones: by cell, and by product."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from tamio.commerce.catalogue.models import Product
from tamio.commerce.stores.models import Store


class ChosenAccount(models.Model):
    """One choice: of a cell of the matrix (see sync/accounts/cells.py), or of one product.

    It belongs to a tenant: in another company the number means something else. A store that comes
    back to a company finds its choices again.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="fortnox_accounts")
    tenant_id = models.CharField(max_length=20)
    cell = models.CharField(max_length=40, blank=True)
    product = models.ForeignKey(
        Product, null=True, on_delete=models.CASCADE, related_name="fortnox_accounts"
    )
    number = models.PositiveSmallIntegerField()
    chosen_at = models.DateTimeField()
    chosen_by = models.CharField(max_length=254)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["store", "tenant_id", "cell"],
                condition=Q(product__isnull=True),
                name="one_account_a_cell",
            ),
            models.UniqueConstraint(
                fields=["store", "tenant_id", "product"],
                condition=Q(product__isnull=False),
                name="one_account_a_product",
            ),
            models.CheckConstraint(
                name="an_account_is_chosen_for_a_cell_or_a_product",
                condition=(Q(product__isnull=True) & ~Q(cell=""))
                | Q(product__isnull=False, cell=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cell or self.product}: {self.number}"
