"""What the last night's reconciliation found and nobody has settled."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Exists, F, Max, Min, OuterRef, QuerySet, Subquery

from tamio.fortnox.models import Finding, Reconciliation, SettledFinding


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenFindings:
    """`run`: the reconciliation they are in. `since`: when the newest was found for the first
    time. The same thing found every night stays as old as it is.
    """

    run: int
    count: int
    since: datetime


def open_findings(stores: Collection[int]) -> Mapping[int, OpenFindings]:
    """By the store's key; those without any are absent. One query, however many stores."""
    counted = (
        _open(_last_nights(stores))
        .annotate(store=F("reconciliation__store"), first_seen=Subquery(_first_seen()))
        .order_by()
        .values("store")
        .annotate(run=Max("reconciliation"), count=Count("pk"), since=Max("first_seen"))
    )
    return {
        row["store"]: OpenFindings(run=row["run"], count=row["count"], since=row["since"])
        for row in counted
    }


def _last_nights(stores: Collection[int]) -> QuerySet[Finding]:
    newest = Reconciliation.objects.filter(
        store=OuterRef("reconciliation__store"),
        tenant_id=OuterRef("reconciliation__store__fortnox__tenant_id"),
        nightly=True,
        ended_at__isnull=False,
    ).order_by("-last")
    return Finding.objects.filter(
        reconciliation__store__in=stores, reconciliation=Subquery(newest.values("pk")[:1])
    )


def _open(findings: QuerySet[Finding]) -> QuerySet[Finding]:
    settled = SettledFinding.objects.filter(
        store=OuterRef("reconciliation__store"), key=OuterRef("key")
    )
    return findings.exclude(Exists(settled))


def _first_seen() -> QuerySet[Finding, Any]:
    same = Finding.objects.filter(
        key=OuterRef("key"), reconciliation__store=OuterRef("reconciliation__store")
    ).order_by()
    return same.values("key").annotate(at=Min("reconciliation__ended_at")).values("at")
