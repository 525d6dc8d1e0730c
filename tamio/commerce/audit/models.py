"""One change that a person made, or Tamio by itself. Written once; the database keeps it."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.utils.translation import pgettext_lazy


class What(models.TextChoices):
    CREATED = "created", pgettext_lazy("audit", "Created")
    CHANGED = "changed", pgettext_lazy("audit", "Changed")
    CONNECTED = "connected", pgettext_lazy("audit", "Connected")
    DISCONNECTED = "disconnected", pgettext_lazy("audit", "Disconnected")
    READ = "read", pgettext_lazy("audit", "Read anew")
    ERASED = "erased", pgettext_lazy("audit", "Erased")


class Kept(models.Model):
    """A row that is written once. Only what is personal in it may go, once, after seven years."""

    erased_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, **options: Any) -> None:
        if not self._state.adding:
            raise TypeError(f"{type(self).__name__} is append-only")
        super().save(*args, **options)

    def delete(self, *args: Any, **options: Any) -> tuple[int, dict[str, int]]:
        raise TypeError(f"{type(self).__name__} is append-only")


class Change(Kept):
    """One field of one thing, from `before` to `after`; or something done to the whole of it.

    `subject_kind` is the writing room's own word, such as "product"; `subject_name` is what the
    thing was called then. `field` is a column's name, empty when it is about the whole.
    """

    store = models.ForeignKey("stores.Store", on_delete=models.PROTECT, related_name="changes")
    at = models.DateTimeField()
    by = models.CharField(max_length=254)
    subject_kind = models.CharField(max_length=40)
    subject_id = models.BigIntegerField(null=True)
    subject_name = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=20, choices=What.choices)
    field = models.CharField(max_length=60, blank=True)
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="audit_change_is_known", condition=models.Q(what__in=What.values)
            ),
            models.CheckConstraint(name="audit_change_has_author", condition=~models.Q(by="")),
        ]
        indexes = [
            models.Index(fields=["store", "-at", "-id"], name="audit_store_by_time"),
            models.Index(
                fields=["store", "subject_kind", "subject_id", "-at", "-id"],
                name="audit_store_by_subject",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject_kind} {self.subject_name} {self.field} {self.what}".strip()
