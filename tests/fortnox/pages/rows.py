"""Rows as connecting, a worker or a person would have left them."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount, Connection, ExchangeRecord, OrderLink, Settings
from tamio.fortnox.models.connection import Grant
from tamio.fortnox.sync.connect import DESTINATION
from tamio.outbox import lanes
from tamio.outbox.models import Delivery
from tamio.outbox.problem import Problem, Words
from tamio.outbox.states import DUE, EXPLAINED, SETTLED, Happening, State
from tests.factories import NOW

PERSON = "anna@example.com"

CHART = {
    3001: "Försäljning varor inom Sverige, 25 % moms",
    3002: "Försäljning varor inom Sverige, 12 % moms",
    3003: "Försäljning varor inom Sverige, 6 % moms",
    3041: "Försäljning tjänster inom Sverige, 25 % moms",
    3043: "Försäljning tjänster inom Sverige, 6 % moms",
    3740: "Öres- och kronutjämning",
}


def connect(store: Store, **fields: Any) -> Connection:
    """Connected, with an open lane, its chart read, and nothing chosen."""
    given: dict[str, Any] = {
        "grant": Grant.SERVICE_ACCOUNT,
        "tenant_id": "910001",
        "company_name": "Norrsken Handel AB",
        "organisation_number": store.organisation_number,
        "connected_at": NOW - timedelta(days=3),
        "connected_by": PERSON,
    }
    connection = Connection.objects.create(store=store, **given | fields)
    Settings.objects.create(
        store=store,
        tenant_id=connection.tenant_id,
        start_date=NOW.date() - timedelta(days=30),
    )
    ChartAccount.objects.bulk_create(
        ChartAccount(store=store, number=number, description=description, active=True)
        for number, description in CHART.items()
    )
    lanes.open_lane(store_id=store.pk, destination=DESTINATION, now=NOW, by=PERSON)
    return connection


def choose_accounts(store: Store) -> Settings:
    settings = Settings.objects.get(store=store)
    settings.goods_account, settings.services_account = 3001, 3041
    settings.save()
    return settings


def close_lane(store: Store, reason: str = "reconnect") -> None:
    lanes.close_lane(store_id=store.pk, destination=DESTINATION, reason=reason, now=NOW, by="tamio")


def submission_of(invoice: Invoice) -> Delivery:
    return Delivery.objects.get(destination=DESTINATION, subject_id=invoice.pk)


def problem(**fields: Any) -> Problem:
    given: dict[str, Any] = {
        "code": "2000423",
        "field": "goods_account",
        "message": Words(sv="Fortnox hittar inte kontot.", en="Fortnox does not find the account."),
        "remedy": Words(sv="Välj ett annat konto.", en="Choose another account."),
    }
    return Problem(**given | fields)


def put(
    invoice: Invoice,
    state: State,
    *,
    problem: Problem | None = None,
    reason: str = "",
    at: datetime = NOW,
) -> Delivery:
    """The submission of `invoice` in `state`, with the line that says so."""
    delivery = submission_of(invoice)
    told = problem or (_PLAIN if state in EXPLAINED else None)
    delivery.state = state
    delivery.due_at = at + timedelta(minutes=4) if state == State.LATER else at
    delivery.due_at = delivery.due_at if state in DUE else None
    delivery.settled_at = at if state in SETTLED else None
    delivery.problem = told.as_json(answer=state) if told else None
    delivery.reason = reason
    delivery.save()
    if state.value in Happening.values:
        detail = {"problem": delivery.problem, "reason": reason}
        kept = {name: value for name, value in detail.items() if value}
        delivery.events.create(at=at, by="tamio", what=state.value, detail=kept)
    return delivery


def link(invoice: Invoice, *, order_number: str = "10234", **fields: Any) -> OrderLink:
    """The order that `invoice` became, with equal sums unless others are given."""
    given: dict[str, Any] = {
        "tenant_id": "910001",
        "reference": invoice.reference,
        "noted_at": NOW,
        "doubt_until": NOW,
        "order_number": order_number,
        "linked_at": NOW,
        "net": invoice.net,
        "vat": invoice.vat,
        "total": invoice.total,
        "round_off": Decimal(0),
    }
    return OrderLink.objects.create(invoice=invoice, **given | fields)


def exchange(store: Store, *, delivery: Delivery | None = None, **fields: Any) -> ExchangeRecord:
    given: dict[str, Any] = {
        "at": NOW,
        "method": "POST",
        "path": "/3/orders",
        "request_body": '{"Order":{"CustomerNumber":"1001","OrderRows":[{"Price":99.00}]}}',
        "status": 201,
        "answer_body": '{"Order":{"DocumentNumber":"10234","Total":148.50}}',
        "duration_ms": 184,
        "request_id": "b1c9f3a4",
    }
    return ExchangeRecord.objects.create(store=store, delivery=delivery, **given | fields)


_PLAIN = Problem(
    code="test",
    message=Words(sv="Något hände.", en="Something happened."),
    remedy=Words(sv="Gör något åt det.", en="Do something about it."),
)
