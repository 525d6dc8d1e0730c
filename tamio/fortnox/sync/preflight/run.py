"""Runs a pre-flight, or one check of it anew, and keeps what it found."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tamio.fortnox.models import Connection, Preflight, Settings
from tamio.fortnox.sync.calling import fortnox_for
from tamio.fortnox.sync.preflight import accounts, cards, company
from tamio.fortnox.sync.preflight.asking import Asking
from tamio.fortnox.sync.preflight.findings import Check, Finding, finding_from
from tamio.fortnox.sync.preflight.marks import settings_mark
from tamio.fortnox.sync.preflight.store import StoreSide

Clock = Callable[[], datetime]
CHECKS: dict[Check, Callable[[StoreSide, Asking], Iterator[Finding]]] = {
    Check.COMPANY: company.company,
    Check.RIGHTS: company.rights,
    Check.YEARS: company.years,
    Check.ACCOUNTS: accounts.accounts,
    Check.CUSTOMERS: cards.customers,
    Check.ARTICLES: cards.articles,
    Check.TEXTS: cards.texts,
    Check.CURRENCY: company.currency,
}


def check(*, connection: Connection, clock: Clock, by: str, only: Check | None = None) -> Preflight:
    """All checks; with `only` that one anew, beside what the last run found in the others.

    What Fortnox does not answer becomes a finding: nothing of it is raised.
    """
    settings = Settings.objects.get(store_id=connection.store_id)
    side = StoreSide(store=connection.store, connection=connection, settings=settings, now=clock())
    asking = Asking(fortnox_for(connection, clock=clock), side)
    before = latest(connection=connection) if only else None
    if before is None:
        only = None
    mark = settings_mark(connection=connection, settings=settings)
    found = [
        finding
        for each, look in CHECKS.items()
        for finding in (look(side, asking) if only in {None, each} else _kept(before, each))
    ]
    return Preflight.objects.create(
        store_id=connection.store_id,
        tenant_id=connection.tenant_id,
        at=side.now,
        by=by,
        requests=asking.requests,
        # The rest was looked at by the settings of then.
        settings_mark=before.settings_mark if before else mark,
        findings=[finding.as_json() for finding in found],
        years=_years(asking, before),
    )


def _years(asking: Asking, before: Preflight | None) -> list[list[str]] | None:
    """As they were asked for, or, where another check alone was looked at again, as before."""
    if "years" not in vars(asking):
        return before.years if before else None
    if asking.years.answer is None:
        return None
    return [[str(year.from_date), str(year.to_date)] for year in asking.years.answer]


def latest(*, connection: Connection) -> Preflight | None:
    """Of the company that the store is connected to now."""
    ours = Preflight.objects.filter(store_id=connection.store_id, tenant_id=connection.tenant_id)
    return ours.order_by("-pk").first()


@dataclass(frozen=True, slots=True)
class Report:
    """The last run as it stands now."""

    run: Preflight
    findings: list[Finding]
    is_stale: bool


def report(*, connection: Connection, settings: Settings) -> Report | None:
    """Two queries. None before the first run."""
    run = latest(connection=connection)
    if run is None:
        return None
    mark = settings_mark(connection=connection, settings=settings)
    return Report(run, [finding_from(each) for each in run.findings], mark != run.settings_mark)


def _kept(before: Preflight | None, check: Check) -> Iterator[Finding]:
    for stored in before.findings if before else ():
        if stored["check"] == check:
            yield finding_from(stored)
