from django.db import models


class ChoreTime(models.Model):
    """When a chore is next due."""

    name = models.CharField(max_length=40, unique=True)
    due_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} at {self.due_at}"
