"""A person says why a finding may stay as it is, or takes that back; both stay on record."""

from datetime import datetime

from django.db import transaction

from tamio.fortnox.models import Finding, SettledFinding
from tamio.fortnox.sync import changes

MOST_REASON = 200


def settle(*, finding: Finding, reason: str, now: datetime, by: str) -> None:
    """Nothing happens if it is settled already. Raises ValueError for no reason or a long one."""
    if not 0 < len(reason) <= MOST_REASON:
        raise ValueError(f"a reason has 1 to {MOST_REASON} characters")
    with transaction.atomic():
        _, is_new = SettledFinding.objects.get_or_create(
            store_id=finding.reconciliation.store_id,
            key=finding.key,
            defaults={"reason": reason, "settled_at": now, "settled_by": by},
        )
        if is_new:
            changes.finding_settled(finding=finding, before="", after=reason, by=by, now=now)


def take_up_again(*, finding: Finding, now: datetime, by: str) -> None:
    """It is to be looked at again. Nothing happens if it is not settled."""
    with transaction.atomic():
        settled = SettledFinding.objects.filter(
            store_id=finding.reconciliation.store_id, key=finding.key
        ).first()
        if settled is not None:
            settled.delete()
            changes.finding_settled(
                finding=finding, before=settled.reason, after="", by=by, now=now
            )
