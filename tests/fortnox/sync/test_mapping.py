"""What a sale becomes in Fortnox's words. Sums are recomputed here the way Fortnox does it."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.customers.models import Customer
from tamio.commerce.invoices.lines import LineDraft, sums
from tamio.commerce.invoices.models import Invoice, InvoiceLine
from tamio.commerce.stores.models import Store
from tamio.commerce.vat.treatments import Treatment
from tamio.fortnox.client.characters import is_allowed
from tamio.fortnox.client.models.order import Order
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.mapping import (
    article_card,
    card_treatment,
    customer_card,
    order_document,
)
from tamio.fortnox.sync.texts import Texts
from tests.factories import NOW
from tests.tries import times

ACCOUNTS = RevenueAccounts(goods=3001, services=3041)


def draft(**fields: object) -> LineDraft:
    given_fields: dict[str, object] = {
        "sku": "KAFFE-1",
        "description": "Bryggkaffe",
        "item_type": ItemType.PHYSICAL,
        "quantity": Decimal(2),
        "unit": "st",
        "unit_price": Decimal("99.00"),
        "vat_rate": Decimal(25),
        "vat_treatment": Treatment.DOMESTIC,
        "includes_vat": True,
    }
    return LineDraft(**given_fields | fields)  # type: ignore[arg-type]


def invoice_of(drafts: list[LineDraft]) -> tuple[Invoice, list[InvoiceLine]]:
    """An issued invoice in memory: the mapping reads nothing from a database."""
    total = sums(drafts)
    invoice = Invoice(
        number=1042,
        store=_store(),
        currency="SEK",
        prices_include_vat=drafts[0].includes_vat,
        invoice_date=NOW.date(),
        issued_at=NOW,
        net=total.net,
        vat=total.vat,
        total=total.gross,
        buyer_name="Åsa Öberg",
        buyer_email="asa@example.com",
        buyer_line1="Lillgatan 2",
        buyer_postal_code="352 30",
        buyer_city="Växjö",
        buyer_country="SE",
    )
    lines = [
        InvoiceLine(position=position, **line.columns())
        for position, line in enumerate(drafts, start=1)
    ]
    return invoice, lines


def _store() -> Store:
    return Store(name="Butik", slug="butik", reference_code="ABCDEFGH")


def order_of(drafts: list[LineDraft], texts: Texts | None = None) -> Order:
    invoice, lines = invoice_of(drafts)
    return order_document(
        invoice=invoice,
        lines=lines,
        customer_number="1001",
        accounts=ACCOUNTS,
        texts=texts or Texts(),
    )


def test_goods_and_services_are_booked_on_their_own_accounts() -> None:
    order = order_of([draft(), draft(sku="TUR", item_type=ItemType.SERVICE), draft(
        sku="E-BOK", item_type=ItemType.DIGITAL)])  # fmt: skip
    assert [row.account_number for row in order.order_rows or ()] == [3001, 3041, 3041]


def test_every_row_delivers_what_it_orders() -> None:
    (row,) = order_of([draft(quantity=Decimal("2.5"))]).order_rows or ()
    assert row.delivered_quantity == row.ordered_quantity == Decimal("2.5")


def test_every_row_carries_every_field_that_could_be_inherited() -> None:
    (row,) = order_of([draft()]).order_rows or ()
    always = {
        "article_number",
        "account_number",
        "description",
        "ordered_quantity",
        "delivered_quantity",
        "unit",
        "price",
        "vat",
        "discount",
        "discount_type",
        "house_work",
    }
    assert always <= row.model_fields_set


def test_an_order_never_names_a_vat_type() -> None:
    assert "VATType" not in order_of([draft()]).model_dump_json(by_alias=True)


def test_the_order_refers_back_to_the_invoice() -> None:
    order = order_of([draft()])
    assert order.external_invoice_reference_1 == "TABCDEFGH0000001042"
    assert order.your_order_number == "1042"


def test_an_amount_finer_than_hundredths_is_sent_as_one_unit_that_says_what_it_was() -> None:
    (row,) = (
        order_of(
            [draft(quantity=Decimal("0.125"), unit="kg", unit_price=Decimal("89.999"))]
        ).order_rows
        or ()
    )
    assert (row.ordered_quantity, row.price) == (Decimal(1), Decimal("11.25"))
    assert row.description == "Bryggkaffe (0,125 kg * 89,999)"


def test_a_description_keeps_its_full_stops_when_factors_are_added() -> None:
    (row,) = order_of([draft(description="Nr 1.5", unit_price=Decimal("0.999"))]).order_rows or ()
    assert row.description is not None
    assert row.description.startswith("Nr 1.5 (")


def test_forbidden_characters_are_replaced_and_the_change_is_told() -> None:
    texts = Texts()
    (row,) = order_of([draft(description="Te “Earl Grey” — 100 g")], texts).order_rows or ()
    assert row.description is not None
    assert all(is_allowed(character) for character in row.description)
    assert any(change.startswith("row 1 Description: ") for change in texts.changes)


def test_a_name_without_one_allowed_character_falls_back_to_the_identifier() -> None:
    (row,) = order_of([draft(description="🎁🎁")]).order_rows or ()
    assert row.description == "KAFFE-1"


def test_an_article_of_a_line_without_product_is_described_by_the_line() -> None:
    _, (line,) = invoice_of([draft(item_type=ItemType.SERVICE, unit="h")])
    card = article_card(line=line, variant=None, texts=Texts())
    assert (card.article_number, card.description, card.type, card.unit) == (
        "KAFFE-1",
        "Bryggkaffe",
        "SERVICE",
        "h",
    )


@pytest.mark.parametrize(
    ("treatment", "vat_type"),
    [
        (Treatment.DOMESTIC, "SEVAT"),
        (Treatment.EU_BUSINESS, "EUREVERSEDVAT"),
        (Treatment.EU_CONSUMER, "EUVAT"),
        (Treatment.OSS, "EUVAT"),
        (Treatment.EXPORT, "EXPORT"),
    ],
)
def test_the_vat_treatment_decides_the_vat_type_of_the_card(
    treatment: Treatment, vat_type: str
) -> None:
    buyer = Customer(type="company", name="Glasbruket AB", email="a@example.com", country="SE")
    card = customer_card(
        buyer=buyer, treatment=treatment, number="1001", currency="SEK", texts=Texts()
    )
    assert card.vat_type == vat_type


def test_a_card_of_a_sale_with_and_without_vat_stands_for_the_line_that_has_it() -> None:
    _, lines = invoice_of(
        [
            draft(vat_rate=Decimal(0), vat_treatment=Treatment.EXPORT),
            draft(item_type=ItemType.SERVICE, vat_treatment=Treatment.DOMESTIC),
        ]
    )
    assert card_treatment(lines) is Treatment.DOMESTIC


def hundredths(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def totals_in_fortnox(order: Order) -> tuple[Decimal, Decimal]:
    """Total and VAT as Fortnox computes them: per row, from rounded price and quantity."""
    total = vat = Decimal(0)
    for row in order.order_rows or ():
        assert row.price is not None
        assert row.delivered_quantity is not None
        assert row.vat is not None
        assert row.discount is not None
        full = hundredths(row.price) * hundredths(row.delivered_quantity)
        if row.discount_type == "PERCENT":
            amount = hundredths(full * (100 - hundredths(row.discount)) / 100)
        else:
            amount = hundredths(full - hundredths(row.discount))
        # Multiplied before it is divided: 400.26 at 12 % holds 42.885 exactly, so 42.89.
        whole = 100 + row.vat if order.vat_included else Decimal(100)
        row_vat = hundredths(amount * row.vat / whole)
        vat += row_vat
        total += amount if order.vat_included else amount + row_vat
    return total, vat


amounts = st.integers(0, 100_000 * 10_000).map(lambda parts: Decimal(parts) / 10_000)
quantities = (
    st.integers(-1_000 * 10_000, 1_000 * 10_000)
    .filter(bool)
    .map(lambda parts: Decimal(parts) / 10_000)
)
rates = st.sampled_from([Decimal(25), Decimal(12), Decimal(6), Decimal(0), Decimal("25.5")])
percents = st.none() | st.integers(0, 100 * 100).map(lambda parts: Decimal(parts) / 100)


@st.composite
def sold(draw: st.DrawFn, *, includes_vat: bool) -> LineDraft:
    """An item, taken back or sold, with a discount in percent, as an amount, or without one."""
    price, quantity, percent = draw(amounts), draw(quantities), draw(percents)
    full = price * quantity
    discount = hundredths(full * percent / 100) if percent else Decimal(0)
    is_told = draw(st.booleans())
    return draft(
        unit_price=price,
        quantity=quantity,
        vat_rate=draw(rates),
        includes_vat=includes_vat,
        discount=discount,
        discount_percent=percent if is_told else None,
    )


baskets = st.booleans().flatmap(
    lambda includes_vat: st.lists(sold(includes_vat=includes_vat), min_size=1, max_size=8)
)


@given(drafts=baskets)
@settings(max_examples=times(4))
def test_whatever_is_sold_fortnox_reaches_the_same_totals(drafts: list[LineDraft]) -> None:
    expected = sums(drafts)
    assert totals_in_fortnox(order_of(drafts)) == (expected.gross, expected.vat)


def test_a_percent_is_sent_as_a_percent_where_fortnox_arrives_at_the_same_amount() -> None:
    (row,) = (
        order_of([draft(discount=Decimal("19.80"), discount_percent=Decimal(10))]).order_rows or ()
    )
    assert (row.discount, row.discount_type) == (Decimal(10), "PERCENT")


def test_a_discount_is_otherwise_sent_as_its_amount() -> None:
    (row,) = order_of([draft(discount=Decimal("19.81"))]).order_rows or ()
    assert (row.discount, row.discount_type) == (Decimal("19.81"), "AMOUNT")


def test_texts_that_follow_each_other_are_one_row_without_account_and_price() -> None:
    free = {"kind": "text", "sku": "", "quantity": Decimal(0), "unit_price": Decimal(0), "unit": ""}
    texts = [draft(description=words, **free) for words in ("Paket: Fika", "Till Åsa")]
    first, second = order_of([*texts, draft()]).order_rows or ()
    assert first.description == "Paket: Fika - Till Åsa"
    assert (first.account_number, first.price, first.delivered_quantity) == (
        0,
        Decimal(0),
        Decimal(0),
    )
    assert "unit" not in first.model_fields_set  # null is refused
    assert second.article_number == "KAFFE-1"


def test_what_is_no_article_is_a_row_with_an_account_only() -> None:
    (row,) = order_of([draft(kind="shipping", sku="", description="Frakt")]).order_rows or ()
    assert row.article_number is None
    assert row.account_number
    assert row.description == "Frakt"


def test_a_row_says_the_days_that_it_pays_for() -> None:
    period = {"period_start": date(2026, 11, 1), "period_end": date(2026, 12, 1)}
    (row,) = order_of([draft(**period)]).order_rows or ()
    assert row.description == "Bryggkaffe 2026-11-01 – 2026-11-30"


def test_a_text_does_not_decide_how_the_sale_is_taxed() -> None:
    _, lines = invoice_of([
        draft(kind="text", sku="", quantity=Decimal(0), unit_price=Decimal(0)),
        draft(vat_treatment=Treatment.EU_BUSINESS, vat_rate=Decimal(0)),
    ])  # fmt: skip
    assert card_treatment(lines) is Treatment.EU_BUSINESS
