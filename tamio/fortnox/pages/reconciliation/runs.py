"""The list of periods that were compared."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, Reconciliation, SettledFinding
from tamio.look.chips import Chip, Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRun:
    run: Reconciliation
    chip: Chip


def shown_runs(runs: Sequence[Reconciliation], *, store: Store) -> list[ShownRun]:
    """One query, however many there are."""
    settled = SettledFinding.objects.filter(store=store, key=OuterRef("key"))
    found = Finding.objects.filter(reconciliation__in=runs).exclude(Exists(settled))
    counted = found.order_by().values_list("reconciliation").annotate(Count("pk"))
    counts: dict[int, int] = dict(counted)
    return [ShownRun(run=run, chip=run_chip(run, counts.get(run.pk, 0))) for run in runs]


def run_chip(run: Reconciliation, open_findings: int) -> Chip:
    """How it came out, or how far it is."""
    if run.given_up_at is not None:
        return Chip(state=_("Could not be made"), tone=Tone.WRONG)
    if run.ended_at is None:
        return Chip(state=_("Under way"), tone=Tone.WAITING)
    if not open_findings:
        return Chip(state=_("Everything is equal"), tone=Tone.GOOD)
    said = ngettext("%(count)d finding", "%(count)d findings", open_findings)
    return Chip(state=said % {"count": open_findings}, tone=Tone.NEEDS_YOU)
