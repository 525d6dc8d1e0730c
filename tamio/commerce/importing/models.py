"""A file on its way in: checked, then taken in piece by piece. Each kind has its own tables."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tamio.commerce.stores.models import Store


class ImportState(models.TextChoices):
    """How far an import has come. From `checked` on it waits for a person."""

    READING = "reading", _("Reading the file")
    CHECKING = "checking", _("Checking")
    CHECKED = "checked", _("Checked")
    IMPORTING = "importing", _("Importing")
    DONE = "done", _("Imported")
    REFUSED = "refused", _("Refused")


UNDER_WAY = (ImportState.READING, ImportState.CHECKING, ImportState.IMPORTING)


class Source(models.TextChoices):
    """Whose export a file is, known by its head."""

    OWN = "own", _("Tamio's own columns")
    SHOPIFY = "shopify", "Shopify"
    WOOCOMMERCE = "woocommerce", "WooCommerce"


class FileImport(models.Model):
    """One file. `content` is it as it came, until it has been read into pieces.

    `position` is the piece that comes next, in checking and again in importing: it moves in the
    transaction of the piece itself, so a worker that dies has either done a piece or not.
    `left_out` says what the file has that is not taken over: `message` in English, its `words`,
    and in how many `rows`.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="%(class)ss")
    file_name = models.CharField(max_length=200)
    content = models.BinaryField(null=True)
    source = models.CharField(max_length=12, choices=Source.choices, default=Source.OWN)
    columns = models.JSONField(default=list)
    left_out = models.JSONField(default=list)
    state = models.CharField(
        max_length=10, choices=ImportState.choices, default=ImportState.READING
    )
    position = models.PositiveIntegerField(default=0)
    chunks = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    wrong = models.PositiveIntegerField(default=0)
    refusal = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    by = models.CharField(max_length=254)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.file_name}: {self.state}"

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has something to do for it."""
        return self.state in UNDER_WAY

    @property
    def percent(self) -> int:
        """How far the step under way has come."""
        return 100 * self.position // self.chunks if self.chunks else 0


class FilePiece(models.Model):
    """Some rows of the file, each with its number in it: what one transaction takes in.

    Each kind adds `of`, its import, with the related name `pieces`.
    """

    number = models.PositiveIntegerField()
    rows = models.JSONField()

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"piece {self.number}"


class FileProblem(models.Model):
    """What is wrong with one cell. `message` is in English, translated where it is shown.

    Each kind adds `of`, its import, with the related name `problems`.
    """

    row = models.PositiveIntegerField()
    column = models.CharField(max_length=20)
    value = models.CharField(max_length=100, blank=True)
    message = models.CharField(max_length=200)
    words = models.JSONField(default=dict)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"row {self.row}, {self.column}: {self.message}"
