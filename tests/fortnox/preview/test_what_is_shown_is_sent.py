"""What the preview says is what is then sent: the very body, and that many requests."""

import json
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st

from fortnox_simulator.testing import Simulator
from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import TextLine
from tamio.commerce.invoices.credit import (
    CreditPart,
    credit,
    credit_all,
    left_of,
    with_discounts,
)
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tamio.fortnox.models import ChartAccount
from tamio.fortnox.sync.preview.as_json import body_of
from tamio.fortnox.sync.preview.previews import preview, previews
from tamio.outbox.drain import drain_due
from tests.commerce.sales import sale, sale_line
from tests.commerce.test_credit import may_be_credited
from tests.factories import buyer, company_buyer
from tests.fortnox.sync.conftest import Connect, MovableClock
from tests.fortnox.sync.sales import mark, submission

pytestmark = [pytest.mark.integration, pytest.mark.django_db]

#: A failure is told as it was found: making it small takes minutes of a real exchange.
OF_REAL_EXCHANGES = settings(
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
WORDS = st.sampled_from(
    ["Kruka", "Te <1 kg>", "Rosa “Marie” — röd", "Bok 🙂", "Lång " + "xy " * 60, "A\nB", "5 ~ 6"]
)
PRICES = st.decimals(min_value="0.01", max_value="9999", places=4)
QUANTITIES = st.sampled_from([Decimal(each) for each in ("1", "2", "0.5", "0.3333", "-1", "12.25")])
RATES = st.sampled_from([Decimal(rate) for rate in (25, 12, 6, 0)])


@st.composite
def lines(draw: st.DrawFn) -> list[Any]:
    """A few articles, free lines and texts, at all rates and prices."""
    found: list[Any] = []
    for number in range(draw(st.integers(1, 5))):
        if draw(st.integers(0, 5)) == 0:
            found.append(TextLine(text=draw(WORDS)))
            continue
        discount = draw(st.sampled_from([None, None, Decimal("12.5"), Decimal(100)]))
        has_article = draw(st.booleans())
        found.append(
            sale_line(
                sku=f"VARA-{number}" if has_article else None,
                description=draw(WORDS),
                type=draw(st.sampled_from(["physical", "service", "digital"])),
                quantity=draw(QUANTITIES),
                unit_price=draw(PRICES),
                vat_rate=draw(RATES),
                **({"discount_percent": discount} if discount is not None else {}),
            )
        )
    found.append(sale_line(sku="ALLTID", quantity=Decimal(20), unit_price=Decimal("5000.00")))
    return found


@st.composite
def charges(draw: st.DrawFn) -> Charges:
    def charge(words: str, amount: str) -> Charge:
        return Charge(description=words, amount=Decimal(amount))

    return Charges(
        shipping=charge("Frakt", "49.00") if draw(st.booleans()) else None,
        fees=[charge("Avgift", "29.50")] if draw(st.booleans()) else [],
        discounts=[charge("Kampanj", "25.33")] if draw(st.booleans()) else [],
    )


BUYERS = st.sampled_from(
    [
        buyer(),
        buyer(name="Åsa “Ö” Öberg", line1="Gatan <3>"),
        company_buyer(),
        buyer(country="DE", email="hans@example.de", city="Köln"),
    ]
)
SALES = st.tuples(
    lines(), charges(), BUYERS, st.booleans(), st.sampled_from(["SEK", "SEK", "EUR", "NOK"])
)

_serial = iter(range(1, 100_000))


def sold(store: Store, found: Any, clock: MovableClock) -> Invoice:
    rows, extra, who, included, currency = found
    made = sale(
        *rows,
        charges=extra,
        buyer=who,
        prices_include_vat=included,
        currency=currency,
        external_reference=f"webb-{next(_serial)} “x”",
    )
    return register_sale(store=store, sale=made, now=clock())[0]


def written(sim: Simulator, since: int, method: str) -> list[Any]:
    """The bodies that the other side received for orders."""
    return [
        json.loads(entry["request_body"], parse_float=str)
        for entry in sim.requests()
        if entry["id"] > since
        and entry["method"] == method
        and entry["path"].startswith("/3/orders")
    ]


def made(sim: Simulator, since: int) -> int:
    return len([entry for entry in sim.requests() if entry["id"] > since])


@pytest.fixture
def store(connected: Connect) -> Store:
    return connected().store


@settings(OF_REAL_EXCHANGES, max_examples=8)
@given(found=SALES)
def test_the_order_and_the_requests_are_those_shown(
    sim: Simulator, store: Store, clock: MovableClock, found: Any
) -> None:
    invoice = sold(store, found, clock)
    shown = preview(invoice, store=store)
    since = mark(sim)

    drain_due(clock=clock)
    clock.move(minutes=1)

    assert submission(invoice).state in {"submitted", "differs"}, submission(invoice).problem
    assert written(sim, since, "POST") == [body_of(shown.order)]
    assert made(sim, since) == shown.requests
    assert not shown.stopped
    order = sim.orders(910001)[-1]
    assert (Decimal(str(order["Net"])), Decimal(str(order["TotalVAT"]))) == (
        shown.sums.net,
        shown.sums.vat,
    )
    assert Decimal(str(order["Total"])) == shown.sums.total
    says_different = any(each.code == "sums" for each in shown.warnings)
    assert says_different == (submission(invoice).state == "differs")


@settings(OF_REAL_EXCHANGES, max_examples=6)
@given(found=SALES, units=st.sampled_from([1, 7, 20]), whole=st.booleans())
def test_the_credit_and_its_requests_are_those_shown(
    sim: Simulator, store: Store, clock: MovableClock, found: Any, units: int, whole: bool
) -> None:
    invoice = sold(store, found, clock)
    drain_due(clock=clock)
    clock.move(minutes=1)
    if submission(invoice).state != "submitted":
        return
    if whole:
        credit_all(invoice=invoice, reason="Retur", by="a@example.com", now=clock())
    else:
        parts = [
            CreditPart(position=each.line.position, quantity=Decimal(units))
            for each in left_of(invoice)
            if each.line.sku == "ALLTID"
        ]
        parts = [*with_discounts(invoice=invoice, parts=parts)]
        assume(may_be_credited(invoice, parts))
        credit(invoice=invoice, parts=parts, reason="Fel “färg”", by="a@example.com", now=clock())
    shown = preview(invoice, store=store).credits
    assert shown is not None
    since = mark(sim)

    drain_due(clock=clock)
    clock.move(minutes=1)

    assert made(sim, since) == shown.requests
    assert shown.is_exact
    bodies = [body for body in written_puts(sim, since) if body]
    assert bodies == ([body_of(shown.patch)] if shown.patch else [])
    if shown.patch and shown.sums and shown.expected:
        assert shown.sums == shown.expected


def written_puts(sim: Simulator, since: int) -> list[Any]:
    return [
        json.loads(entry["request_body"], parse_float=str) if entry["request_body"] else None
        for entry in sim.requests()
        if entry["id"] > since and entry["method"] == "PUT"
    ]


def test_many_at_once_are_shown_as_they_are_then_sent(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    sales = [
        ([sale_line(sku=f"A{number % 3}")], Charges(), who, True, "SEK")
        for number, who in enumerate([buyer(), company_buyer(), buyer(city="Kalmar"), buyer()])
    ]
    for each in sales:
        sold(store, each, clock)
    shown = list(previews(store.invoices.order_by("number"), store=store))
    since = mark(sim)

    drain_due(clock=clock)

    sent = {body["Order"]["YourOrderNumber"]: body for body in written(sim, since, "POST")}
    assert [sent[str(one.invoice.number)] for one in shown] == [body_of(one.order) for one in shown]
    assert made(sim, since) == sum(one.requests for one in shown) == 2 + 3 + 4


def test_what_is_in_doubt_takes_at_most_what_is_shown(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    invoice = sold(store, ([sale_line()], Charges(), buyer(), True, "SEK"), clock)
    sim.faults({"kind": "reset_after", "method": "POST", "path": "/3/orders", "count": 1})
    drain_due(clock=clock)
    shown = preview(invoice, store=store)
    assert shown.at_most
    assert any(each.code == "in-doubt" for each in shown.warnings)
    since = mark(sim)

    clock.move(hours=1)
    drain_due(clock=clock)

    assert submission(invoice).state == "submitted"
    assert made(sim, since) <= shown.requests
    assert len(sim.orders(910001)) == 1


def test_what_lacks_an_account_is_stopped_and_costs_nothing(
    sim: Simulator, store: Store, clock: MovableClock
) -> None:
    ChartAccount.objects.filter(store=store, number=3001).update(active=False)
    invoice = sold(store, ([sale_line()], Charges(), buyer(), True, "SEK"), clock)
    shown = preview(invoice, store=store)
    since = mark(sim)

    drain_due(clock=clock)

    assert shown.stopped
    problem = submission(invoice).explanation
    assert problem is not None
    assert problem.message in [each.message for each in shown.warnings]
    assert made(sim, since) == 0
