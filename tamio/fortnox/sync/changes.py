"""What people did to the connection and its settings, written into the audit trail."""

from datetime import datetime
from typing import Any

from tamio.commerce.audit.models import What
from tamio.commerce.audit.record import Subject, note, note_change, values_of
from tamio.fortnox.models import Backfill, CardQuestion, Connection, Finding, Settings

#: Kinds of subjects in the audit trail.
CONNECTION = "fortnox.connection"
SETTINGS = "fortnox.settings"
CHART = "fortnox.chart"
ACCOUNTS = "fortnox.accounts"
ALERTS = "fortnox.alerts"
FINDINGS = "fortnox.findings"
BACKFILLS = "fortnox.backfills"
CARDS = "fortnox.cards"


def connected(*, connection: Connection, by: str, now: datetime) -> None:
    subject = _subject(connection, CONNECTION)
    note(subject=subject, what=What.CONNECTED, by=by, now=now, after=_company(connection))


def disconnected(*, connection: Connection, by: str, now: datetime) -> None:
    subject = _subject(connection, CONNECTION)
    note(subject=subject, what=What.DISCONNECTED, by=by, now=now, before=_company(connection))


def chart_read(*, connection: Connection, count: int, by: str, now: datetime) -> None:
    subject = _subject(connection, CHART)
    note(subject=subject, what=What.READ, by=by, now=now, after=str(count))


def chosen(*, before: Settings, after: Settings, by: str, now: datetime) -> None:
    """Every field of the settings that differs, whichever there are."""
    subject = Subject(store_id=after.store_id, kind=SETTINGS, id=after.pk, name="")
    note_change(subject=subject, before=values_of(before), after=_choices(after), by=by, now=now)


def account_chosen(
    *,
    store_id: int,
    of: str,
    before: int | None,
    after: int | None,
    by: str,
    now: datetime,
    name: str = "",
) -> None:
    """`of`: the cell's key, or "product" with the product's identifier as `name`."""
    subject = Subject(store_id=store_id, kind=ACCOUNTS, id=None, name=name)
    note_change(subject=subject, before={of: before}, after={of: after}, by=by, now=now)


def finding_settled(*, finding: Finding, before: str, after: str, by: str, now: datetime) -> None:
    """`before` and `after`: the reason why it may stay as it is, "" for none."""
    invoice = finding.invoice
    subject = Subject(
        store_id=finding.reconciliation.store_id,
        kind=FINDINGS,
        id=finding.reconciliation_id,
        name=str(invoice.number) if invoice else finding.order_number,
    )
    told = {"settled": before}, {"settled": after}
    note_change(subject=subject, before=told[0], after=told[1], by=by, now=now)


def backfill_started(*, backfill: Backfill, by: str, now: datetime) -> None:
    """What was asked for, and what it was expected to come to."""
    asked = {
        "first": backfill.first or "",
        "last": backfill.last or "",
        "numbers": ", ".join(map(str, backfill.numbers)),
        "documents_told": backfill.documents_told,
        "standing": "runs",
    }
    note_change(
        subject=_backfill(backfill), before=dict.fromkeys(asked, ""), after=asked, by=by, now=now
    )


def backfill_steered(
    *, backfill: Backfill, before: str, after: str, by: str, now: datetime
) -> None:
    """`before` and `after`: runs, paused or stopped."""
    told = {"standing": before}, {"standing": after}
    note_change(subject=_backfill(backfill), before=told[0], after=told[1], by=by, now=now)


def _backfill(backfill: Backfill) -> Subject:
    return Subject(store_id=backfill.store_id, kind=BACKFILLS, id=backfill.pk, name="")


def card_chosen(*, question: CardQuestion, by: str, now: datetime) -> None:
    """Which card a customer has in Fortnox; "" for one of their own."""
    subject = Subject(
        store_id=question.customer.store_id,
        kind=CARDS,
        id=question.customer_id,
        name=str(question.customer.number),
    )
    chosen = question.number or "own"
    note_change(subject=subject, before={"card": ""}, after={"card": chosen}, by=by, now=now)


def _subject(connection: Connection, kind: str) -> Subject:
    return Subject(
        store_id=connection.store_id,
        kind=kind,
        id=connection.pk,
        name=connection.company_name,
    )


def _company(connection: Connection) -> str:
    return f"{connection.company_name} ({connection.organisation_number})"


def _choices(settings: Settings) -> dict[str, Any]:
    """What a person chooses; which company it was chosen in is told by the connection."""
    values = values_of(settings)
    del values["tenant_id"]
    return values
