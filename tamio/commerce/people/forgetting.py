"""What is no longer needed of people: sessions that have ended, invitations that were answered."""

from datetime import timedelta

from django.db.models import Q

from tamio.commerce.people import sign_ins
from tamio.commerce.people.models import Invitation
from tamio.outbox.lease import Clock

#: Longer than any session lives unused.
SESSIONS_KEPT = timedelta(days=30)
INVITATIONS_KEPT = timedelta(days=365)


def forget(clock: Clock) -> None:
    """The audit trail goes on saying who signed in and who was invited, as long as the law asks."""
    now = clock()
    sign_ins.forget(before=now - SESSIONS_KEPT)
    old = now - INVITATIONS_KEPT
    ended = Q(accepted_at__lt=old) | Q(taken_back_at__lt=old) | Q(expires_at__lt=old)
    Invitation.objects.filter(ended).delete()
