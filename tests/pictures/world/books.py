"""The store is connected: submissions in every state, findings, a backfill, a question."""

from dataclasses import dataclass
from datetime import date, timedelta

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import (
    Backfill,
    CardQuestion,
    Connection,
    CustomerRegister,
    ExchangeRecord,
    Reconciliation,
    Settings,
)
from tamio.fortnox.sync.reconcile.settling import settle
from tamio.outbox.models import Delivery
from tamio.outbox.states import State
from tests.factories import NOW
from tests.fortnox.accounts import charts
from tests.fortnox.backfill.conftest import begun, unrecorded
from tests.fortnox.pages import rows
from tests.fortnox.pages.reconciliation.conftest import YESTERDAY, compared, finding, line
from tests.fortnox.pages.test_customers import card
from tests.fortnox.preflight.test_page import FINE, STOPS, kept
from tests.pictures.world.people import People
from tests.pictures.world.sales import Sales

STATES = [
    State.REJECTED, State.SETTINGS, State.LATER, State.RECONNECT, State.BUG, State.SKIPPED,
    State.HELD, State.DIFFERS,
]  # fmt: skip


@dataclass(frozen=True)
class Books:
    by_state: dict[State, Invoice]
    exchange: ExchangeRecord
    run: Reconciliation
    backfill: Backfill


def keep_books(people: People, sales: Sales) -> Books:
    store = people.store
    rows.connect(store)
    charts.read(store, charts.standard())
    rows.choose_accounts(store)
    kept(store, FINE, STOPS)
    by_state = _spread(sales)
    _spread_in_time(store)
    exchange = rows.exchange(store, delivery=rows.submission_of(by_state[State.SUBMITTED]))
    rows.exchange(store, status=400, answer_body='{"ErrorInformation":{"code":2000423}}')
    _ask_which_card(store, sales.to_a_company)
    _begin_another(people.client)
    return Books(by_state, exchange, _compared(store, by_state), _backfilled(store))


def _spread(sales: Sales) -> dict[State, Invoice]:
    """The newest in one state each, all that is older in Fortnox."""
    *older, late = sales.old
    by_state = dict(zip(STATES, older[-len(STATES) :], strict=True))
    for at, invoice in enumerate(sales.old[: -len(STATES) - 1]):
        rows.put(invoice, State.SUBMITTED)
        rows.link(invoice, order_number=str(10_200 + at))
    for state, invoice in by_state.items():
        reason = "Testköp" if state in {State.SKIPPED, State.HELD} else ""
        told = rows.problem() if state in {State.REJECTED, State.SETTINGS} else None
        rows.put(invoice, state, problem=told, reason=reason)
    rows.put(sales.credited, State.SUBMITTED)
    rows.link(sales.credited, order_number="10300")
    return by_state | {State.SUBMITTED: sales.paid, State.WAITING: late}


def _spread_in_time(store: Store) -> None:
    """Over two days, more of them by day than by night."""
    found = list(store.deliveries.order_by("-pk"))
    for at, delivery in enumerate(found):
        delivery.recorded_at = NOW - timedelta(minutes=47 * at + 13 * (at % 5))
    Delivery.objects.bulk_update(found, ["recorded_at"])


def _compared(store: Store, by_state: dict[State, Invoice]) -> Reconciliation:
    _compared_before(store, by_state[State.SUBMITTED])
    made = compared(store)
    made.days[-1] = line(YESTERDAY, "3373.00", "4134.00", count=4)
    made.save()
    finding(made, "missing", by_state[State.SKIPPED], order_number="", theirs=None)
    row = ["SKU-1", "3001", "1", "199", "0", "", "25", "199"]
    change = {"row": 1, "before": row, "after": [*row[:3], "160", *row[4:-1], "160"]}
    finding(made, "changed", by_state[State.SUBMITTED], detail={"rows": [change]})
    finding(made, "unknown", None, order_number="10299", detail={"customer": "Åsa Öberg"})
    return made


def _compared_before(store: Store, invoice: Invoice) -> None:
    """Since January; of what was found one is settled, and one put right meanwhile."""
    run = compared(store, first=date(2026, 1, 1), last=date(2026, 10, 22), nightly=False)
    for month, count in ((2, 1), (4, 3), (5, 1), (8, 5), (10, 2)):
        for at in range(count):
            day = date(2026, month, 3 + at)
            finding(run, "differs", invoice, key=f"{month}-{at}", day=day)
    settle(finding=run.findings.get(key="8-1"), reason="Avtalat", now=NOW, by="anna@example.com")
    compared(store, first=date(2026, 8, 3), last=date(2026, 8, 5), nightly=False)


def _backfilled(store: Store) -> Backfill:
    unrecorded(store, 3)
    return begun(store, first=Settings.objects.get(store=store).start_date)


def _ask_which_card(store: Store, invoice: Invoice) -> None:
    connection = Connection.objects.get(store=store)
    register = CustomerRegister.objects.create(
        connection=connection, tenant_id=connection.tenant_id, whole_at=NOW, changes_at=NOW
    )
    same = {"name": "Glasbruket AB", "organisation_number": "202100-5489"}
    for number in ("77", "90"):
        card(register, number, **same)
    candidates = [{"number": number, "email": "", "city": "Boda"} | same for number in ("77", "90")]
    CardQuestion.objects.create(
        tenant_id="910001", customer=invoice.customer, candidates=candidates, asked_at=NOW
    )


def _begin_another(client: Store) -> None:
    """One that has sold, and is connected since today."""
    unrecorded(client, 2)
    rows.connect(client, tenant_id="910002", company_name=client.name)
    rows.choose_accounts(client)
