"""CatalogueImport: a file of products, checked first, then taken in piece by piece."""

from __future__ import annotations

from django.db import models

from tamio.commerce.importing.models import (
    UNDER_WAY,
    FileImport,
    FilePiece,
    FileProblem,
    ImportState,
)
from tamio.commerce.stores.models import Store

__all__ = ["UNDER_WAY", "CatalogueImport", "ImportChunk", "ImportProblem", "ImportState"]


class CatalogueImport(FileImport):
    """One file of products. `prices_include_vat` is how another shop's file states them; None: as
    the store does.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="imports")
    prices_include_vat = models.BooleanField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="imports_by_state")]


class ImportChunk(FilePiece):
    """Some rows of a file of products."""

    of = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="pieces")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["of", "number"], name="one_chunk_a_number")]


class ImportProblem(FileProblem):
    """What is wrong with one cell of a file of products."""

    of = models.ForeignKey(CatalogueImport, on_delete=models.CASCADE, related_name="problems")

    class Meta:
        ordering = ["of", "row", "pk"]
        indexes = [models.Index(fields=["of", "row"], name="problems_by_row")]
