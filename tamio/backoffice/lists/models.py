"""SavedFilter: a list as somebody likes to see it; BulkRun: many rows that are acted on."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tamio.commerce.stores.models import Store


class SavedFilter(models.Model):
    """`query` is the list's address behind its question mark; `list` the name of the list."""

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="saved_filters")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="saved_filters"
    )
    list = models.CharField(max_length=20)
    name = models.CharField(_("name"), max_length=40)
    query = models.CharField(max_length=1000)
    shared = models.BooleanField(_("for everyone in the store"), default=False)

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["store", "list", "person", "name"], name="one_saved_filter_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.name


class RunState(models.TextChoices):
    """How far many rows have come."""

    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    UNDOING = "undoing", _("Being undone")
    UNDONE = "undone", _("Undone")


UNDER_WAY = (RunState.RUNNING, RunState.UNDOING)


class BulkRun(models.Model):
    """One action on the rows that were chosen when it began. `choice` is what it was given along.

    The rows stand in items, so that what is done is known of each, whoever stops in the middle.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="bulk_runs")
    list = models.CharField(max_length=20)
    action = models.CharField(max_length=40)
    choice = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=10, choices=RunState.choices, default=RunState.RUNNING)
    language = models.CharField(max_length=2)
    by = models.CharField(max_length=254)
    total = models.PositiveIntegerField()
    created_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state"], name="bulk_runs_by_state")]

    def __str__(self) -> str:
        return f"{self.action} of {self.total} {self.list}"

    @property
    def is_under_way(self) -> bool:
        """Whether a worker has something to do for it."""
        return self.state in UNDER_WAY


class Outcome(models.TextChoices):
    """What became of one row. UNCHANGED was so already."""

    WAITING = "waiting", _("Waits")
    DONE = "done", pgettext_lazy("rows", "Done")
    UNCHANGED = "unchanged", _("Was so already")
    REFUSED = "refused", _("Not possible")
    UNDONE = "undone", _("Undone")


class BulkItem(models.Model):
    """One row of it. `before` is what undoing puts back; `why` says why it was not possible."""

    run = models.ForeignKey(BulkRun, on_delete=models.CASCADE, related_name="items")
    subject_id = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.WAITING)
    before = models.JSONField(null=True)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["run", "outcome", "id"], name="bulk_items_by_outcome")]

    def __str__(self) -> str:
        return f"{self.subject_id}: {self.outcome}"
