from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.vat.provisions import legal_note, provision
from tamio.commerce.vat.rates import VatClass
from tamio.commerce.vat.standing import VatNumberStanding
from tamio.commerce.vat.treatments import (
    Parties,
    Supply,
    Treatment,
    treatment_charged,
    treatment_of,
    who_pays,
)

INVALID = VatNumberStanding.INVALID
GOODS, SERVICES, ELECTRONIC = Supply.GOODS, Supply.SERVICES, Supply.ELECTRONIC
TODAY = date(2026, 11, 23)
GERMAN_NUMBER, SWEDISH_NUMBER, GREEK_NUMBER = "DE136695976", "SE556703748501", "EL094259216"


def between(buyer: str, **given: Any) -> Parties:
    return Parties(seller_country="SE", buyer_country=buyer, **{"buyer_is_business": False} | given)


def business(buyer: str, number: str = "", **given: Any) -> Parties:
    return between(buyer, buyer_is_business=True, buyer_vat_number=number, **given)


TABLE = [
    # buyer, what is sold, treatment, rate of the standard class
    (between("SE"), GOODS, "domestic", "25"),
    (between("SE"), SERVICES, "domestic", "25"),
    (business("SE", SWEDISH_NUMBER), GOODS, "domestic", "25"),
    (between("SE", oss=True), ELECTRONIC, "domestic", "25"),
    # a consumer elsewhere in the union: the seller's rate below the threshold
    (between("DE"), GOODS, "eu_consumer", "25"),
    (between("DE"), SERVICES, "eu_consumer", "25"),
    (between("DE"), ELECTRONIC, "eu_consumer", "25"),
    # under OSS: the buyer's rate, but for services that are supplied where the seller is
    (between("DE", oss=True), GOODS, "oss", "19"),
    (between("DE", oss=True), ELECTRONIC, "oss", "19"),
    (between("DE", oss=True), SERVICES, "eu_consumer", "25"),
    (between("FI", oss=True), GOODS, "oss", "25.5"),
    # a business elsewhere in the union
    (business("DE", GERMAN_NUMBER), GOODS, "eu_business", "0"),
    (business("DE", GERMAN_NUMBER), SERVICES, "eu_business", "0"),
    (business("DE", GERMAN_NUMBER, oss=True), ELECTRONIC, "eu_business", "0"),
    (business("AT", GERMAN_NUMBER), GOODS, "eu_business", "0"),
    (business("GR", GREEK_NUMBER), GOODS, "eu_business", "0"),
    # without a number of another member state there is no ground for the zero rate
    (business("DE"), GOODS, "eu_consumer", "25"),
    (business("DE", SWEDISH_NUMBER), GOODS, "eu_consumer", "25"),
    (business("DE", oss=True), GOODS, "oss", "19"),
    (business("DE", oss=True), SERVICES, "eu_consumer", "25"),
    # a number says nothing about a private person
    (between("DE", buyer_vat_number=GERMAN_NUMBER), GOODS, "eu_consumer", "25"),
    # outside the union
    (between("NO"), GOODS, "export", "0"),
    (between("NO"), ELECTRONIC, "export", "0"),
    (between("NO"), SERVICES, "domestic", "25"),
    (business("NO"), GOODS, "export", "0"),
    (business("NO"), SERVICES, "export", "0"),
    (between("GB", oss=True), GOODS, "export", "0"),
    # Åland is Finnish, and outside the union's VAT area
    (between("AX", oss=True), GOODS, "export", "0"),
]


@pytest.mark.parametrize(("parties", "supply", "treatment", "rate"), TABLE)
def test_who_buys_what_decides_the_vat(
    parties: Parties, supply: Supply, treatment: str, rate: str
) -> None:
    assert treatment_of(parties=parties, supply=supply) == treatment
    ruling = who_pays(parties=parties, supply=supply, vat_class=VatClass.STANDARD, on_date=TODAY)
    assert (ruling.treatment, ruling.rate) == (treatment, Decimal(rate))


@pytest.mark.parametrize(("parties", "supply", "treatment", "rate"), TABLE)
def test_a_sale_charged_by_the_rule_is_treated_by_the_rule(
    parties: Parties, supply: Supply, treatment: str, rate: str
) -> None:
    assert (
        treatment_charged(parties=parties, supply=supply, rate=Decimal(rate), on_date=TODAY)
        == treatment
    )


@pytest.mark.parametrize(
    ("parties", "supply", "rate", "treatment"),
    [
        # VAT was charged though none was due: it is the seller's to account for
        (business("DE", GERMAN_NUMBER), GOODS, "25", "eu_consumer"),
        (between("NO"), GOODS, "25", "domestic"),
        # under OSS, but charged at home
        (between("DE", oss=True), GOODS, "25", "eu_consumer"),
        # at home, but charged where the buyer is (an event there, say)
        (between("DE", oss=True), SERVICES, "19", "oss"),
        # the two countries' rates are the same: the rule decides
        (between("DK", oss=True), GOODS, "25", "oss"),
        (between("DK", oss=True), SERVICES, "25", "eu_consumer"),
        # sold without VAT by a number that turned out not to be in force
        (business("DE", GERMAN_NUMBER, standing=INVALID), GOODS, "0", "eu_business"),
        (business("DE", GERMAN_NUMBER, standing=INVALID), GOODS, "25", "eu_consumer"),
        # exempt things stay what they are
        (between("SE"), GOODS, "0", "domestic"),
        (between("DE"), GOODS, "0", "eu_consumer"),
    ],
)
def test_what_was_charged_decides_how_a_finished_sale_is_accounted(
    parties: Parties, supply: Supply, rate: str, treatment: str
) -> None:
    assert (
        treatment_charged(parties=parties, supply=supply, rate=Decimal(rate), on_date=TODAY)
        == treatment
    )


@pytest.mark.parametrize("treatment", [Treatment.EU_BUSINESS, Treatment.EXPORT])
@pytest.mark.parametrize("supply", [GOODS, SERVICES, ELECTRONIC])
def test_a_sale_without_vat_says_on_what_ground(treatment: Treatment, supply: Supply) -> None:
    said = provision(treatment=treatment, supply=supply)

    assert said is not None
    assert "2006/112/EG" in said.sv
    assert "2006/112/EC" in said.en


@pytest.mark.parametrize("supply", [SERVICES, ELECTRONIC])
def test_reverse_charge_is_named_as_the_law_wants(supply: Supply) -> None:
    note = legal_note(treatment=Treatment.EU_BUSINESS, supply=supply)

    assert note.startswith("Omvänd betalningsskyldighet / Reverse charge")
    english = legal_note(treatment=Treatment.EU_BUSINESS, supply=supply, language="en")
    assert english.startswith("Reverse charge / Omvänd betalningsskyldighet")


@pytest.mark.parametrize("treatment", [Treatment.DOMESTIC, Treatment.EU_CONSUMER, Treatment.OSS])
@pytest.mark.parametrize("supply", list(Supply))
def test_a_sale_with_vat_needs_no_note(treatment: Treatment, supply: Supply) -> None:
    assert legal_note(treatment=treatment, supply=supply) == ""


def test_every_type_of_item_is_goods_or_services() -> None:
    """A gift card is neither, and is not asked about: nothing is supplied before it is used."""
    taxed = [item_type for item_type in ItemType if item_type != ItemType.GIFT_CARD]
    assert [item_type.supply for item_type in taxed] == [GOODS, SERVICES, ELECTRONIC]
