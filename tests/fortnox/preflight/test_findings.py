"""Each finding of the pre-flight, against a simulated company."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx2
import pytest

from fortnox_simulator.testing import SCOPES, Simulator
from tamio.commerce.stores.models import NumberSeries, Store
from tamio.fortnox.models import ChosenAccount, Connection, Preflight, Settings
from tamio.fortnox.sync.preflight import run
from tamio.fortnox.sync.preflight.findings import Check, Finding, Grade, finding_from
from tests.commerce.giftcards.making import make_card_product
from tests.factories import make_invoice, make_product, make_store
from tests.fortnox.sync.conftest import TENANT, Connect, MovableClock
from tests.fortnox.sync.sales import mark

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

BY = "anna@example.com"
Look = Callable[..., list[Finding]]


@pytest.fixture
def connection(connected: Connect) -> Connection:
    """Of a store that is the company."""
    return connected(store=make_store(organisation_number="559284-5175"))


@pytest.fixture
def store(connection: Connection) -> Store:
    return connection.store


@pytest.fixture
def look(connection: Connection, clock: MovableClock) -> Look:
    """What a run finds; with a check, what it finds of that."""

    def found(check: Check | None = None) -> list[Finding]:
        made = Connection.objects.select_related("store").get(pk=connection.pk)
        run.check(connection=made, clock=clock, by=BY)
        settings = Settings.objects.get(store=made.store)
        report = run.report(connection=made, settings=settings)
        assert report is not None
        return [each for each in report.findings if check in {None, each.check}]

    return found


def only(findings: list[Finding]) -> Finding:
    (finding,) = findings
    return finding


def in_fortnox(sim: Simulator, path: str, body: Any, method: str = "POST") -> None:
    token = sim.access_token(TENANT)
    answer = httpx2.request(
        method, f"{sim.api_url}{path}", json=body, headers={"Authorization": f"Bearer {token}"}
    )
    assert answer.status_code < 300, answer.text


def test_a_shop_that_sells_gift_cards_needs_an_account_for_them(
    sim: Simulator, look: Look, store: Store
) -> None:
    in_fortnox(sim, "/accounts/2421", {"Account": {"Active": False}}, method="PUT")
    assert only(look(Check.ACCOUNTS)).grade is Grade.FINE
    make_card_product(store=store)
    finding = only(look(Check.ACCOUNTS))
    assert (finding.grade, finding.code, finding.place) == (Grade.STOPS, "gift-cards", "accounts")


def test_where_all_is_there_all_is_fine_with_few_requests(
    sim: Simulator, look: Look, store: Store
) -> None:
    make_product(store=store)
    since = mark(sim)
    findings = look()
    assert {each.grade for each in findings} == {Grade.FINE}
    assert {each.check for each in findings} == set(Check)
    made = [entry for entry in sim.requests() if entry["id"] > since]
    assert {entry["method"] for entry in made} == {"GET"}
    assert len(made) == Preflight.objects.get().requests <= 8


def test_another_company_stops(look: Look, store: Store) -> None:
    Store.objects.filter(pk=store.pk).update(organisation_number="556703-7485")
    finding = only(look(Check.COMPANY))
    assert finding.grade is Grade.STOPS
    assert "559284-5175" in finding.what.en
    assert "556703-7485" in finding.what.sv


def test_no_year_for_today_stops(sim: Simulator, look: Look, clock: MovableClock) -> None:
    clock.move(days=3650)
    finding = only(look(Check.YEARS))
    assert (finding.grade, finding.code) == (Grade.STOPS, "no-financial-year")
    assert "today" in finding.what.en


def test_no_year_for_the_oldest_that_waits_stops(
    look: Look, store: Store, clock: MovableClock
) -> None:
    old = clock() - timedelta(days=3650)
    make_invoice(store=store, now=old)
    Settings.objects.update(start_date=store.date_of(old))
    fine, stops = look(Check.YEARS)
    assert (fine.grade, stops.grade) == (Grade.FINE, Grade.STOPS)
    assert "oldest invoice" in stops.what.en


def test_what_is_before_the_start_date_needs_no_year(
    look: Look, store: Store, clock: MovableClock
) -> None:
    make_invoice(store=store, now=clock() - timedelta(days=3650))
    assert only(look(Check.YEARS)).grade is Grade.FINE


def test_accounts_not_chosen_stop(look: Look) -> None:
    Settings.objects.update(goods_account=None)
    finding = only(look(Check.ACCOUNTS))
    assert (finding.grade, finding.place) == (Grade.STOPS, "settings")


def test_an_inactive_and_a_missing_account_stop(sim: Simulator, look: Look) -> None:
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3001})
    Settings.objects.update(services_account=1234)
    inactive, missing = look(Check.ACCOUNTS)
    assert (inactive.grade, inactive.code) == (Grade.STOPS, "2000550")
    assert (missing.grade, missing.code) == (Grade.STOPS, "2001304")
    assert "1234" in missing.what.en


def test_a_cell_with_an_unfitting_vat_code_should_be_seen_to(
    look: Look, store: Store, clock: MovableClock
) -> None:
    ChosenAccount.objects.create(
        store=store,
        tenant_id=str(TENANT),
        cell="goods-domestic-6",
        number=3001,
        chosen_at=clock(),
        chosen_by=BY,
    )
    finding = only(look(Check.ACCOUNTS))
    assert (finding.grade, finding.code, finding.place) == (Grade.LOOK, "vat-code", "accounts")


@pytest.mark.parametrize(
    "scope", ["article", "bookkeeping", "companyinformation", "customer", "order"]
)
def test_a_missing_scope_stops_and_is_named(
    sim: Simulator, connection: Connection, look: Look, clock: MovableClock, scope: str
) -> None:
    sim.consent(TENANT, scopes=[each for each in SCOPES if each != scope])
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    finding = only(look(Check.RIGHTS))
    assert (finding.grade, finding.code) == (Grade.STOPS, "2000663")
    assert f"({scope})" in finding.what.en
    assert "Reconnect" in str(finding.remedy and finding.remedy.en)


@pytest.mark.parametrize(
    ("licence", "code", "named"),
    [("order", "2001101", "Order"), ("bookkeeping", "2001101", "Bokföring"),
     ("integration", "2001103", "Integration")],
)  # fmt: skip
def test_a_missing_licence_stops_and_is_named_once(
    sim: Simulator, look: Look, licence: str, code: str, named: str
) -> None:
    sim.faults({"kind": "remove_licence", "tenant": TENANT, "licence": licence})
    finding = only(look(Check.RIGHTS))
    assert (finding.grade, finding.code) == (Grade.STOPS, code)
    assert named in finding.what.en


def test_a_person_who_may_not_is_told_apart(sim: Simulator, look: Look) -> None:
    sim.faults({"kind": "status", "path": "/3/articles", "status": 403, "code": 2003275,
                "message": "Ej autentiserad"})  # fmt: skip
    finding = only(look(Check.RIGHTS))
    assert (finding.grade, finding.code) == (Grade.STOPS, "2003275")
    assert only(look(Check.ARTICLES)).grade is Grade.UNASKED


def test_a_consent_that_is_gone_is_asked_about_once(sim: Simulator, look: Look) -> None:
    sim.faults({"kind": "revoke_consent", "tenant": TENANT})
    findings = look()
    rights = only([each for each in findings if each.check is Check.RIGHTS])
    assert rights.grade is Grade.STOPS
    assert "no longer valid" in rights.what.en
    assert Preflight.objects.get().requests == 1


def test_a_fortnox_that_does_not_answer_is_neither_good_nor_bad(sim: Simulator, look: Look) -> None:
    sim.faults({"kind": "maintenance"})
    findings = look()
    assert {each.grade for each in findings} <= {Grade.UNASKED, Grade.FINE}
    assert any(each.grade is Grade.UNASKED for each in findings)


def test_the_next_customer_number_may_be_taken(sim: Simulator, look: Look) -> None:
    assert only(look(Check.CUSTOMERS)).grade is Grade.FINE
    in_fortnox(sim, "/customers", {"Customer": {"Name": "Annan AB", "CustomerNumber": "1007"}})
    finding = only(look(Check.CUSTOMERS))
    assert (finding.grade, finding.code) == (Grade.LOOK, "number-ahead")
    assert "1001" in finding.what.en
    assert "1007" in finding.what.en


def test_a_waiting_customer_whose_number_is_anothers_stops(
    sim: Simulator, look: Look, store: Store, clock: MovableClock
) -> None:
    make_invoice(store=store, now=clock())
    in_fortnox(sim, "/customers", {"Customer": {"Name": "Annan AB", "CustomerNumber": "1001"}})
    finding = only(look(Check.CUSTOMERS))
    assert (finding.grade, finding.code) == (Grade.STOPS, "2000637")
    assert "Åsa Öberg / Annan AB" in finding.what.en


def test_the_same_customer_is_no_clash_and_a_prefix_is_counted(
    sim: Simulator, look: Look, store: Store, clock: MovableClock
) -> None:
    make_invoice(store=store, now=clock())
    same = {"Name": "Åsa Öberg", "Email": "asa@example.com", "CustomerNumber": "1001"}
    in_fortnox(sim, "/customers", {"Customer": same})
    assert only(look(Check.CUSTOMERS)).grade is Grade.FINE
    in_fortnox(sim, "/customers", {"Customer": {"Name": "B", "CustomerNumber": "1003"}})
    Settings.objects.update(customer_prefix="W")
    finding = only(look(Check.CUSTOMERS))
    assert finding.grade is Grade.FINE
    assert "W1002" in finding.what.en


def test_an_article_that_is_called_something_else_should_be_seen_to(
    sim: Simulator, look: Look, store: Store
) -> None:
    make_product(store=store, sku="A1", name="Vas")
    make_product(store=store, sku="A2", name="Te – “svart”")
    in_fortnox(sim, "/articles", {"Article": {"Description": "Skruv", "ArticleNumber": "A1"}})
    in_fortnox(sim, "/articles", {"Article": {"Description": "vas", "ArticleNumber": "A3"}})
    finding = only(look(Check.ARTICLES))
    assert finding.grade is Grade.LOOK
    assert "A1: Vas / Skruv" in finding.what.en


def test_texts_and_identifiers_that_do_not_pass_are_named(look: Look, store: Store) -> None:
    make_product(store=store, sku="MED MELLANSLAG", name="Vas")
    make_product(store=store, sku="B", name="Te — “svart”")
    refused, changed = look(Check.TEXTS)
    assert (refused.grade, changed.grade) == (Grade.STOPS, Grade.LOOK)
    assert "MED MELLANSLAG" in refused.what.en
    assert "B Te" in changed.what.en


def test_a_currency_is_looked_for_where_the_consent_allows(
    sim: Simulator, look: Look, store: Store
) -> None:
    Store.objects.filter(pk=store.pk).update(currency="EUR")
    unasked = only(look(Check.CURRENCY))
    assert unasked.grade is Grade.UNASKED
    sim.consent(TENANT)
    sim.faults({"kind": "expire_tokens", "tenant": TENANT})
    assert only(look(Check.CURRENCY)).grade is Grade.FINE
    sim.state.companies[TENANT].shelves["currencies"].remove("EUR", is_reused=True)
    missing = only(look(Check.CURRENCY))
    assert (missing.grade, missing.code) == (Grade.STOPS, "2000427")


def test_one_check_is_made_anew_and_the_others_kept(
    sim: Simulator, look: Look, connection: Connection, clock: MovableClock
) -> None:
    sim.faults({"kind": "deactivate_account", "tenant": TENANT, "number": 3001})
    before = look()
    Settings.objects.update(goods_account=3002)
    since = mark(sim)
    again = run.check(connection=connection, clock=clock, by=BY, only=Check.ACCOUNTS)
    assert mark(sim) - since == again.requests <= 4
    after = [finding_from(each) for each in again.findings]
    assert [each for each in after if each.check is not Check.ACCOUNTS] == [
        each for each in before if each.check is not Check.ACCOUNTS
    ]
    assert only([each for each in after if each.check is Check.ACCOUNTS]).grade is Grade.FINE


def test_it_is_out_of_date_once_the_settings_change(look: Look, connection: Connection) -> None:
    look()

    def stale() -> bool:
        made = Connection.objects.select_related("store").get(pk=connection.pk)
        report = run.report(connection=made, settings=Settings.objects.get())
        assert report is not None
        return report.is_stale

    assert not stale()
    Settings.objects.update(customer_prefix="W")
    assert stale()
    Settings.objects.update(customer_prefix="")
    assert not stale()
    Store.objects.update(currency="EUR")
    assert stale()


def test_a_large_store_and_company_cost_fifteen_requests_at_most(
    sim: Simulator, look: Look, store: Store, clock: MovableClock
) -> None:
    company = sim.state.companies[TENANT]
    pattern = company.shelves["articles"]
    in_fortnox(sim, "/articles", {"Article": {"Description": "M", "ArticleNumber": "M"}})
    model = pattern["M"]
    for number in range(1200):
        pattern.put(f"M{number}", {**model, "ArticleNumber": f"M{number}"})
    old = clock() - timedelta(days=3650)
    Settings.objects.update(start_date=store.date_of(old))
    make_invoice(store=store, now=old)
    Store.objects.filter(pk=store.pk).update(currency="EUR")
    NumberSeries.objects.filter(kind="customer").update(next_number=5000)
    since = mark(sim)
    articles = [each for each in look() if each.check is Check.ARTICLES]
    assert mark(sim) - since == Preflight.objects.get().requests <= 15
    assert "of the first 1000 read" in only(articles).what.en
