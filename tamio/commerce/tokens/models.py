"""ApiToken: lets a program call the API for one store, until somebody revokes it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note
from tamio.commerce.stores.models import Store

#: Kind of the subject in the audit trail.
KIND = "api-token"
#: Whoever made or revoked one on the command line.
TAMIO = "tamio"
#: When it was last used is known to the hour: a call that only reads writes no more often.
USED_EVERY = timedelta(hours=1)


class ApiToken(models.Model):
    """A token of one store. Only its digest is kept; `hint` is how a person tells it apart.

    It may read everything that the API gives of the store, and writes if `may_write`. `made_by`:
    the e-mail address of a person; "tamio" on the command line, "" before that was kept.
    """

    store = models.ForeignKey(Store, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(_("name"), max_length=100)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    may_write = models.BooleanField(default=True)
    made_by = models.CharField(max_length=254, blank=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.name} ({self.hint}…)"

    @property
    def subject(self) -> Subject:
        return Subject(store_id=self.store_id, kind=KIND, id=self.pk, name=str(self))

    def revoke(self, *, now: datetime, by: str = TAMIO) -> bool:
        """Lets nobody in with it from now on. False for one that was revoked before."""
        alive = ApiToken.objects.filter(pk=self.pk, revoked_at=None)
        with transaction.atomic():
            revoked = bool(alive.update(revoked_at=now))
            if revoked:
                note(subject=self.subject, what=What.DISCONNECTED, by=by, now=now)
        self.refresh_from_db(fields=["revoked_at"])
        return revoked

    def note_use(self, *, now: datetime) -> None:
        """One update an hour at most, however often it is used."""
        last = self.last_used_at
        if last is None or now - last >= USED_EVERY:
            ApiToken.objects.filter(pk=self.pk).update(last_used_at=now)
