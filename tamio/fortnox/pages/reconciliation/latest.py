"""What the overview says of reconciliation: how far everything is equal."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Reconciliation, SettledFinding
from tamio.look.chips import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Latest:
    """The latest reconciliation that is whole; `open_findings`: those nobody has settled."""

    run: Reconciliation
    open_findings: int

    @property
    def last(self) -> date:
        return self.run.last

    @property
    def tone(self) -> Tone:
        return Tone.NEEDS_YOU if self.open_findings else Tone.GOOD


def latest(*, store: Store, tenant_id: str) -> Latest | None:
    """Two queries. The one that reaches furthest, and of several the newest."""
    whole = Reconciliation.objects.filter(store=store, tenant_id=tenant_id)
    run = whole.exclude(ended_at=None).order_by("-last", "-pk").first()
    return None if run is None else Latest(run=run, open_findings=open_findings(run))


def open_findings(run: Reconciliation) -> int:
    settled = SettledFinding.objects.filter(store=run.store_id, key=OuterRef("key"))
    return run.findings.exclude(Exists(settled)).count()
