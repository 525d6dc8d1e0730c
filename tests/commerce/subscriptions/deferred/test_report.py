"""What a store has billed for days to come, month by month, from its invoices and credit notes."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import Channel, Invoice, InvoiceLine, draft_invoice
from tamio.commerce.stores.models import Store
from tamio.commerce.subscriptions.changing import change
from tamio.commerce.subscriptions.dates import Unit
from tamio.commerce.subscriptions.deferred import reading
from tamio.commerce.subscriptions.deferred.report import Ledger, deferred
from tamio.commerce.subscriptions.ending import cancel
from tamio.commerce.subscriptions.wishes import Wish
from tests.commerce.lines import draft
from tests.commerce.subscriptions.making import BY, at, customer_of, day, net_store, plan_of, run
from tests.commerce.subscriptions.making import subscribe as subscribed
from tests.factories import make_invoice, make_store

pytestmark = pytest.mark.django_db


def ledger(store: Store, first: str, last: str) -> Ledger:
    return deferred(store=store, first=day(first), last=day(last))[0]


def prepaid(store: Store, first: str, last: str) -> list[Decimal]:
    return [each.prepaid for each in ledger(store, first, last).months()]


def sold(
    store: Store, on: str = "2026-01-15", *, currency: str = "SEK", lines: int = 1, **fields: Any
) -> Invoice:
    given = {
        "item_type": "service", "unit_price": Decimal("310.00"), "includes_vat": False,
        "period_start": day("2026-01-15"), "period_end": day("2026-02-15"),
    }  # fmt: skip
    with transaction.atomic():
        made = draft_invoice(
            store=store, customer=customer_of(store), lines=[draft(**given | fields)] * lines,
            currency=currency, prices_include_vat=False, channel=Channel.API,
        )  # fmt: skip
        made.issue(now=at(on))
    return made


def test_a_year_that_is_billed_at_once_is_earned_by_its_days() -> None:
    store = net_store()
    subscribed(plan_of(store, "3650.00", unit=Unit.YEAR), "2026-01-01")
    months = ledger(store, "2026-01-01", "2026-12-31").months()
    assert (months[0].billed, months[0].earned) == (Decimal("3650.00"), Decimal("310.00"))
    assert [each.earned for each in months[1:3]] == [Decimal("280.00"), Decimal("310.00")]
    assert (months[0].deferred, months[1].released) == (Decimal("3340.00"), Decimal("280.00"))
    assert months[-1].prepaid == 0


def test_vat_is_no_income() -> None:
    store = make_store()
    subscribed(plan_of(store, "250.00"), "2026-01-17")
    first, second = ledger(store, "2026-01-01", "2026-02-28").months()
    assert first.billed == first.earned + second.earned == Decimal("200.00")


def test_what_has_no_days_is_not_told() -> None:
    store = make_store()
    make_invoice(store=store, now=at("2026-01-10"))
    assert ledger(store, "2026-01-01", "2026-01-31").courses == {}


def test_goods_are_earned_when_they_are_sent() -> None:
    store = net_store()
    subscribed(plan_of(store, "310.00", item_type=ItemType.PHYSICAL), "2026-01-15")
    (month,) = ledger(store, "2026-01-01", "2026-01-31").months()
    assert (month.earned, month.prepaid) == (Decimal("310.00"), Decimal("0.00"))


def test_periods_that_were_billed_late_are_earned_when_they_are_billed() -> None:
    store = net_store()
    subscribed(plan_of(store, "310.00"), "2026-01-15")
    run("2026-03-20", store=store)
    months = ledger(store, "2026-01-01", "2026-03-31").months()
    assert [each.billed for each in months] == [310, 0, 620]
    assert [each.earned for each in months] == [170, 140, 310 + 170]


def test_a_credit_note_takes_back_from_the_days_of_its_line() -> None:
    store = net_store()
    invoice = sold(store)
    with transaction.atomic():
        credit(
            invoice=invoice, parts=[CreditPart(position=1, amount=Decimal("31.00"))],
            reason="Avbrott", by=BY, now=at("2026-01-20"),
        )  # fmt: skip
    first, second = ledger(store, "2026-01-01", "2026-02-28").months()
    assert (first.earned, second.earned) == (Decimal("153.00"), Decimal("126.00"))


def test_a_credit_of_all_leaves_nothing_prepaid() -> None:
    store = net_store()
    invoice = sold(store)
    with transaction.atomic():
        credit_all(invoice=invoice, reason="Fel", by=BY, now=at("2026-01-31"))
    assert prepaid(store, "2026-01-01", "2026-02-28") == [0, 0]


def test_unused_days_are_taken_back_from_the_day_of_the_end() -> None:
    store = net_store()
    made = subscribed(plan_of(store, "3650.00", unit=Unit.YEAR), "2026-01-01")
    cancel(subscription=made, by=BY, now=at("2026-04-01"), at_once=True, binding=False)
    months = ledger(store, "2026-01-01", "2026-05-31").months()
    assert [each.earned for each in months] == [310, 280, 310, 0, 0]
    assert [each.prepaid for each in months][2:] == [Decimal(2750), 0, 0]


def test_what_was_taken_off_and_is_taken_back_is_so_from_the_day_of_the_end_too() -> None:
    """The second invoice asks for little, and is credited whole; the rest on the first."""
    store = net_store()
    made = subscribed(plan_of(store, "300.00"), "2026-01-15")
    wish = Wish(line=made.lines.get(), version=plan_of(store, "310.00").current)
    change(subscription=made, wishes=[wish], by=BY, now=at("2026-01-20"))
    cancel(subscription=made, by=BY, now=at("2026-01-25"), at_once=True)
    january, february = ledger(store, "2026-01-01", "2026-02-28").months()
    # Five days of 300 and five of 310.
    assert (january.earned, january.prepaid) == (Decimal("98.39"), Decimal("0.00"))
    assert february.earned == 0


def test_another_currency_is_told_in_kronor_by_the_rate_of_its_day() -> None:
    store = net_store(currency="EUR")
    store.exchange_rates.create(currency="EUR", rate=Decimal("11.5"), rate_date=day("2026-01-15"))
    sold(store, currency="EUR")
    (booked,) = deferred(store=store, first=day("2026-01-01"), last=day("2026-01-31"))
    assert booked.months()[0].billed == Decimal("3565.00")


def test_another_currency_without_a_rate_stands_by_itself() -> None:
    store = net_store()
    sold(store, currency="EUR")
    booked, euros = deferred(store=store, first=day("2026-01-01"), last=day("2026-01-31"))
    assert (booked.is_booked, booked.courses) == (True, {})
    assert (euros.is_booked, euros.months()[0].prepaid) == (False, Decimal("140.00"))


def test_another_store_counts_for_itself() -> None:
    sold(net_store())
    assert ledger(net_store(), "2026-01-01", "2026-01-31").courses == {}


def test_ten_thousand_lines_ask_three_queries() -> None:
    store = net_store()
    sold(store, lines=100)
    template = InvoiceLine.objects.first()
    assert template is not None
    with transaction.atomic():
        made = draft_invoice(
            store=store, customer=customer_of(store), lines=[], currency="SEK",
            prices_include_vat=False, channel=Channel.API,
        )  # fmt: skip
        InvoiceLine.objects.bulk_create(_copies(template, made, 9_900), batch_size=500)
        Invoice.objects.filter(pk=made.pk).update(
            net=template.net * 9_900, vat=template.vat * 9_900, total=template.gross * 9_900
        )
        made.refresh_from_db()
        made.issue(now=at("2026-01-15"))
    with CaptureQueriesContext(connection) as asked:
        found = prepaid(store, "2026-01-01", "2026-02-28")
    assert found == [Decimal("1400000.00"), 0]
    assert len(asked) == 3


def _copies(template: InvoiceLine, invoice: Invoice, count: int) -> list[InvoiceLine]:
    names = [
        each.attname for each in InvoiceLine._meta.concrete_fields
        if each.name not in {"id", "invoice", "position"}
    ]  # fmt: skip
    values = {name: getattr(template, name) for name in names}
    return [InvoiceLine(invoice=invoice, position=at, **values) for at in range(1, count + 1)]


def test_what_is_over_when_one_looks_is_not_read() -> None:
    store = net_store()
    sold(store)
    later = day("2026-02-15") + timedelta(days=40)
    assert ledger(store, later.isoformat(), later.isoformat()).courses == {}


def test_days_to_come_are_found_by_their_last_day() -> None:
    lines = reading._running(make_store(), first=day("2026-01-01"), after=day("2026-02-01"))
    if connection.vendor == "sqlite":
        assert "lines_by_their_last_day" in lines.explain()
