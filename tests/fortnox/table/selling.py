"""Sells a case of the table, and reads what came of it in Fortnox."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from tamio.commerce.checkout.register_sale import Sale
from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.checkout.sale_lines import SaleLine
from tamio.commerce.customers.details import BuyerDetails
from tests.factories import buyer, company_buyer
from tests.fortnox.table.cases import Case, Line, Row

#: The chart's own accounts, by the names that the BAS table in the facts has for them.
CELLS = {
    "goods-domestic-25": 3001, "goods-domestic-12": 3002, "goods-domestic-6": 3003,
    "goods-domestic-0": 3004, "services-domestic-25": 3041, "services-domestic-12": 3042,
    "services-domestic-6": 3043, "services-domestic-0": 3044, "goods-eu_business": 3108,
    "services-eu_business": 3308, "goods-eu_consumer-25": 3106, "goods-oss": 3109,
    "services-oss": 3309, "goods-export": 3105, "services-export": 3305,
    "shipping-domestic-25": 3520, "shipping-eu_business": 3521, "shipping-eu_consumer-25": 3521,
    "shipping-oss": 3521, "shipping-export": 3522, "fee-domestic-25": 3540,
    "fee-eu_business": 3541, "fee-eu_consumer-25": 3541, "fee-oss": 3541, "fee-export": 3542,
    "rounding": 3740,
}  # fmt: skip
_ABROAD: dict[str, Any] = {"line1": "Hauptstr. 1", "postal_code": "10115", "city": "Berlin"}
BUYERS: dict[str, BuyerDetails] = {
    "person": buyer(),
    "company": company_buyer(),
    "de_business": buyer(
        type="company", name="Glaswerk GmbH", email="einkauf@glaswerk.example",
        country="DE", vat_number="DE136695976", **_ABROAD,
    ),
    "de_firm": buyer(
        type="company", name="Kleinladen", email="laden@example.com", country="DE", **_ABROAD
    ),
    "de_person": buyer(email="de@example.com", country="DE", **_ABROAD),
    "fi_person": buyer(email="fi@example.com", country="FI", postal_code="00100", city="Helsinki"),
    "us_person": buyer(email="us@example.com", country="US", postal_code="10001", city="New York"),
    "no_business": buyer(
        type="company", name="Fjord AS", email="post@fjord.example",
        country="NO", postal_code="0150", city="Oslo",
    ),
    "de_to_dk": buyer(
        email="dk@example.com", country="DE", **_ABROAD, delivery_line1="Strøget 1",
        delivery_postal_code="1160", delivery_city="København", delivery_country="DK",
    ),
    "de_to_se": buyer(
        email="hem@example.com", country="DE", **_ABROAD, delivery_line1="Lillgatan 2",
        delivery_postal_code="352 30", delivery_city="Växjö", delivery_country="SE",
    ),
    "ni_person": buyer(
        email="ni@example.com", country="GB", postal_code="BT1 5GS", city="Belfast"
    ),
    "ax_as_finn": buyer(
        email="ax2@example.com", country="FI", postal_code="22100", city="Mariehamn"
    ),
    "es_islander": buyer(
        email="es@example.com", country="ES", postal_code="35001", city="Las Palmas"
    ),
    "ax_person": buyer(email="ax@example.com", country="AX", postal_code="22100", city="Mariehamn"),
}  # fmt: skip


def sale_of(case: Case) -> Sale:
    """The sale, as another system tells it."""
    return Sale(
        external_reference=case.name,
        currency=case.currency,
        prices_include_vat=case.with_vat,
        buyer=BUYERS[case.buyer],
        lines=[_line(line) for line in case.lines],
        charges=Charges(
            shipping=_charge("Frakt", case.shipping),
            fees=[fee] if (fee := _charge("Fakturaavgift", case.fee)) else [],
            discounts=[off] if (off := _charge("Kupong", case.discount)) else [],
            rounding=Decimal(case.rounding) if case.rounding else None,
        ),
    )


def rows_of(order: dict[str, Any]) -> list[Row]:
    """What Fortnox holds, with the VAT of each row as it works it out. Texts are left out."""
    return [_row(row, with_vat=order["VATIncluded"]) for row in order["OrderRows"] if _costs(row)]


def _costs(row: dict[str, Any]) -> bool:
    return bool(row["AccountNumber"])


def _row(row: dict[str, Any], *, with_vat: bool) -> Row:
    amount, rate = Decimal(str(row["Total"])), Decimal(str(row["VAT"]))
    whole = 100 + rate if with_vat else Decimal(100)
    return row["AccountNumber"], f"{rate:f}", _ore(amount), _ore(amount * rate / whole)


def _ore(amount: Decimal) -> str:
    # Added to nothing, what is less than half an öre below it loses its sign.
    return f"{amount.quantize(Decimal('0.01'), ROUND_HALF_UP) + 0:.2f}"


def _line(line: Line) -> SaleLine:
    start, end = (date.fromisoformat(day) for day in line.period) if line.period else (None, None)
    return SaleLine(
        sku=f"{line.type.upper()}-{line.rate.replace('.', '-')}",
        description="Vara" if line.type == "physical" else "Tjänst",
        type=line.type,
        quantity=Decimal(line.quantity),
        unit="st",
        unit_price=Decimal(line.price),
        vat_rate=Decimal(line.rate),
        discount=Decimal(line.discount) if line.discount else None,
        discount_percent=Decimal(line.percent) if line.percent else None,
        period_start=start,
        period_end=end,
    )


def _charge(words: str, amount: str | None) -> Charge | None:
    return Charge(description=words, amount=Decimal(amount)) if amount else None
