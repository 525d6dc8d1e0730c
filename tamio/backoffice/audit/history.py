"""The audit trail of one thing, for its own page."""

from collections.abc import Collection, Sequence
from functools import lru_cache

from tamio.backoffice.audit.entries import AuditEntry
from tamio.backoffice.audit.sources import SOURCES, ChangeSource
from tamio.backoffice.audit.subscriptions import PLANS
from tamio.commerce.audit.models import Change
from tamio.commerce.stores.models import Store

#: So many of the latest changes are told; the audit trail has all.
TOLD = 20


def history_of(store: Store, *, kinds: Collection[str], pk: int) -> Sequence[AuditEntry]:
    """Who changed what of it, the latest first: one query. A product's variants go by its key."""
    changes = Change.objects.filter(store=store, subject_kind__in=kinds, subject_id=pk)
    rows = changes.order_by("-at", "-pk")[:TOLD]
    return [_sources()[row.subject_kind].entries(store, [row])[0] for row in rows]


@lru_cache(maxsize=1)
def _sources() -> dict[str, ChangeSource]:
    """By the kinds of things that they tell of."""
    changes = [source for source in (*SOURCES, PLANS) if isinstance(source, ChangeSource)]
    return {kind: source for source in changes for kind in source.models}
