"""The day of the sale, where the store is, decides the rate; a credit note keeps the sale's."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from tamio.commerce.checkout.place_order import Agreed, place_order
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.commerce.stores.models import Store
from tests.commerce.refusals import refused_with
from tests.factories import buyer, make_cart, make_invoice, make_product, make_store

pytestmark = pytest.mark.django_db

FINN = {"country": "FI", "postal_code": "00100", "city": "Helsinki"}
ESTONIAN = {"country": "EE", "postal_code": "10111", "city": "Tallinn"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).astimezone(UTC)


def sold(
    when: str,
    *,
    quantity: int = 1,
    store: Store | None = None,
    person: dict[str, str] | None = None,
) -> Invoice:
    """Food for 49.00 with VAT each, to `person` or else to somebody in Sweden."""
    store = store or make_store()
    food = make_product(store=store, price=Decimal("49.00"), vat_class="food")
    details = buyer(**person) if person else None
    return make_invoice(store=store, contents={food: quantity}, buyer_details=details, now=at(when))


def sums(document: Invoice | CreditNote) -> tuple[str, str, str]:
    return str(document.net), str(document.vat), str(document.total)


@pytest.mark.parametrize(
    ("when", "rate", "vat"),
    [
        ("2026-03-31T23:59:59+02:00", "12.00", "5.25"),
        ("2026-04-01T00:00:00+02:00", "6.00", "2.77"),
        ("2027-12-31T23:59:59+01:00", "6.00", "2.77"),
        ("2028-01-01T00:00:00+01:00", "12.00", "5.25"),
    ],
)
def test_food_changes_its_rate_at_midnight_where_the_store_is(
    when: str, rate: str, vat: str
) -> None:
    line = sold(when).lines.get()

    assert (f"{line.vat_rate:.2f}", str(line.vat), str(line.gross)) == (rate, vat, "49.00")


def test_a_store_elsewhere_has_its_own_midnight() -> None:
    # In Helsinki it is April already, an hour before Stockholm.
    finnish = make_store(time_zone="Europe/Helsinki")

    assert str(sold("2026-03-31T23:30:00+02:00", store=finnish).vat) == "2.77"


def test_a_credit_note_after_the_change_takes_back_the_vat_of_the_sale() -> None:
    # 2 * 49.00 at 12 %: VAT 10.50. One of them taken back in April: 5.25, not 2.77.
    invoice = sold("2026-03-20T12:00:00+01:00", quantity=2)
    part = CreditPart(position=1, quantity=Decimal(1))

    note = credit(
        invoice=invoice, parts=[part], reason="Retur", by="anna", now=at("2026-04-15T12:00:00Z")
    )

    assert sums(invoice) == ("87.50", "10.50", "98.00")
    assert sums(note) == ("-43.75", "-5.25", "-49.00")
    assert [row.rate for row in note.vat_specification()] == [Decimal(12)]


def test_a_part_of_a_sale_at_6_percent_is_taken_back_at_6_percent_in_2028() -> None:
    # 3 * 49.00 at 6 %: VAT 147 * 6 / 106 = 8.32. Two of them: 98 * 6 / 106 = 5.55.
    invoice = sold("2027-12-30T12:00:00+01:00", quantity=3)
    part = CreditPart(position=1, quantity=Decimal(2))

    note = credit(
        invoice=invoice, parts=[part], reason="Retur", by="anna", now=at("2028-01-10T12:00:00Z")
    )

    assert sums(invoice) == ("138.68", "8.32", "147.00")
    assert sums(note) == ("-92.45", "-5.55", "-98.00")


def test_a_sale_under_oss_is_taken_back_at_the_other_countrys_rate_of_then() -> None:
    # Estonia: 22 % until 30 June 2025, 24 % after; food is goods like any other there.
    store = make_store(oss_from_date=date(2024, 1, 1))
    invoice = sold("2025-06-30T12:00:00+02:00", store=store, person=ESTONIAN)

    note = credit_all(invoice=invoice, reason="Retur", by="anna", now=at("2025-07-02T12:00:00Z"))

    assert (invoice.lines.get().vat_treatment, invoice.lines.get().vat_country) == ("oss", "EE")
    assert sums(note) == ("-40.16", "-8.84", "-49.00")


def test_a_sale_before_oss_is_taken_back_as_it_was_sold() -> None:
    store = make_store(oss_from_date=date(2026, 7, 1))
    invoice = sold("2026-06-30T12:00:00+02:00", store=store, person=FINN)

    note = credit_all(invoice=invoice, reason="Retur", by="anna", now=at("2026-08-01T12:00:00Z"))

    assert invoice.lines.get().vat_treatment == "eu_consumer"
    assert sums(note) == ("-46.23", "-2.77", "-49.00")


def test_a_cart_looked_at_before_midnight_is_not_sold_after_it_unseen() -> None:
    store = make_store()
    food = make_product(store=store, price=Decimal("49.00"), vat_class="food")
    cart = make_cart(store=store, contents={food: 1})
    seen_in_march = Agreed("49.00", "5.25")

    said = refused_with(
        lambda: place_order(
            cart=cart, buyer=buyer(), now=at("2026-04-01T00:00:01+02:00"), agreed=seen_in_march
        )
    )

    assert said == {"cart": ["The VAT is another one than you saw. Look at it once more."]}
    assert not Invoice.objects.exists()


def test_a_price_that_follows_the_rate_is_said_before_paying() -> None:
    store = make_store(kept_at_rate_change="net")
    food = make_product(
        store=store, price=Decimal("49.00"), vat_class="food", priced_on=date(2026, 3, 1)
    )
    cart = make_cart(store=store, contents={food: 1})
    april = at("2026-04-01T00:00:01+02:00")

    said = refused_with(
        lambda: place_order(cart=cart, buyer=buyer(), now=april, agreed=Agreed("49.00", "5.25"))
    )
    invoice = place_order(cart=cart, buyer=buyer(), now=april, agreed=Agreed("46.38", "2.63"))

    assert said == {"cart": ["The total is another one than you saw. Look at it once more."]}
    assert sums(invoice) == ("43.75", "2.63", "46.38")
