"""What the night's reconciliation found, and credit notes that stand still."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tamio.commerce.invoices.credit import credit_all
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import Finding, FindingKind, Reconciliation, SettledFinding
from tamio.outbox.models import Delivery
from tamio.outbox.states import SETTLED, State
from tests.factories import NOW, make_invoice, make_store
from tests.fortnox.alerts.conftest import Look
from tests.fortnox.pages import rows

YESTERDAY = date(2026, 11, 22)


def night(store: Store, *keys: str, hours: int = 0, nightly: bool = True) -> Reconciliation:
    """A reconciliation that ended `hours` after NOW and found what goes by `keys`."""
    at = NOW + timedelta(hours=hours)
    made: Reconciliation = Reconciliation.objects.create(
        store=store,
        tenant_id="910001",
        first=YESTERDAY - timedelta(days=30),
        last=YESTERDAY + timedelta(days=hours // 24),
        asked_at=at,
        asked_by="tamio",
        nightly=nightly,
        started_at=at,
        ended_at=at,
    )
    for key in keys:
        Finding.objects.create(
            reconciliation=made,
            kind=FindingKind.UNKNOWN,
            key=key,
            order_number="77",
            day=YESTERDAY,
            currency="SEK",
        )
    return made


@pytest.mark.usefixtures("owner")
def test_what_the_night_found_is_told_with_a_link(store: Store, look_after: Look) -> None:
    night(store, "one", "two")
    (message,) = look_after(minutes=5)
    assert message.subject == ("Glashyttan: Nattens avstämning hittade 2 saker som inte stämmer")
    assert "/backoffice/glashyttan/integrations/fortnox/reconciliation/" in message.text


@pytest.mark.usefixtures("owner")
def test_the_same_finding_is_no_news_the_next_night_and_another_is(
    store: Store, look_after: Look
) -> None:
    night(store, "one")
    assert len(look_after(minutes=5)) == 1
    night(store, "one", hours=24)
    assert look_after(hours=25) == []
    night(store, "one", "two", hours=48)
    (message,) = look_after(hours=49)
    assert "Nytt: Nattens avstämning hittade 2 saker" in message.text


@pytest.mark.usefixtures("owner")
def test_a_finding_that_is_settled_or_gone_the_next_night_is_not_told(
    store: Store, look_after: Look
) -> None:
    night(store, "one", "gone")
    night(store, "one", hours=24)
    SettledFinding.objects.create(
        store=store, key="one", reason="Såld i butiken", settled_at=NOW, settled_by=rows.PERSON
    )
    assert look_after(hours=25) == []


@pytest.mark.usefixtures("owner")
def test_what_a_person_compared_is_not_told_to_others(store: Store, look_after: Look) -> None:
    night(store, "one", nightly=False)
    assert look_after(minutes=5) == []


@pytest.mark.usefixtures("owner")
def test_what_was_found_in_a_company_that_was_left_is_not_told(
    store: Store, look_after: Look
) -> None:
    night(store, "one")
    store.fortnox.tenant_id = "910002"
    store.fortnox.save()
    assert look_after(minutes=5) == []


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.REJECTED, "1 kreditfaktura togs inte emot av Fortnox."),
        (State.SETTINGS, "1 kreditfaktura väntar på en inställning."),
        (State.DIFFERS, "1 order i Fortnox har andra belopp än det som är kvar"),
        (State.BUG, "1 kreditfaktura är stoppad av ett fel i Tamio."),
    ],
)
@pytest.mark.usefixtures("owner")
def test_a_credit_note_is_told_as_one_beside_the_invoices(
    store: Store, look_after: Look, state: State, words: str
) -> None:
    invoice = make_invoice(store=store)
    rows.put(invoice, State.SUBMITTED)
    rows.put(make_invoice(store=store), State.REJECTED)
    note = credit_all(invoice=invoice, reason="Ångrat", by=rows.PERSON, now=NOW)
    Delivery.objects.filter(kind="invoice.credited", subject_id=note.pk).update(
        state=state,
        due_at=None,
        problem={"code": "test"},
        settled_at=NOW if state in SETTLED else None,
    )
    (message,) = look_after(minutes=5)
    assert words in message.text
    assert "1 faktura togs inte emot av Fortnox." in message.text


@pytest.mark.usefixtures("owner")
def test_findings_of_many_stores_cost_no_more_queries(store: Store, look_after: Look) -> None:
    night(store, "one")
    with CaptureQueriesContext(connection) as few:
        look_after(minutes=5)
    for number in range(3):
        other = make_store(name=f"Butik {number}")
        rows.connect(other)
        night(other, "one", "two", "three")
    with CaptureQueriesContext(connection) as many:
        look_after(minutes=6)
    assert len(many) <= len(few)
