"""One e-mail to one person, as it was written. How far it has come is its delivery's to say."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """`language` is the one it is written in. `html` may be empty: then it is plain text only.

    `enclosures` say which papers go with it, not what is in them: they are made as it leaves.

    `identity` becomes the Message-ID: sent twice it is the same message, and mail readers and
    servers that look for it show it once.
    """

    store = models.ForeignKey("stores.Store", on_delete=models.PROTECT, related_name="messages")
    kind = models.CharField(max_length=40)
    recipient = models.EmailField()
    language = models.CharField(max_length=2)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    enclosures = models.JSONField(default=list, blank=True)
    identity = models.CharField(max_length=100, unique=True)
    queued_at = models.DateTimeField()
    # When the mail server took it. Known before the delivery is settled: it is not sent again.
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="mail_message_says_something",
                condition=~models.Q(subject="") & ~models.Q(text="") & ~models.Q(recipient=""),
            )
        ]
        indexes = [models.Index(fields=["store", "-id"], name="mail_store_newest")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.recipient}"
