"""Who pays which VAT: one pure function of seller, buyer and what is sold.

Sources: VAT Act (2023:200) chapter 6 and 10, directive 2006/112/EC articles 44, 45, 58, 138, 146,
196 and 369a (OSS); the summary with references is in docs/vat.md.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.vat.rates import EU, SWEDISH_RATES, VatClass, rate_of, standard_rate


class Treatment(StrEnum):
    """How a sale is taxed. Kept on every invoice line."""

    DOMESTIC = "domestic"
    EU_BUSINESS = "eu_business"  # reverse charge: the buyer accounts for the VAT
    EU_CONSUMER = "eu_consumer"  # below the OSS threshold: the seller's own rate
    OSS = "oss"  # the rate of the buyer's country
    EXPORT = "export"


_UNTAXED = frozenset({Treatment.EU_BUSINESS, Treatment.EXPORT})
_WITHOUT_SELLERS_VAT = _UNTAXED | {Treatment.OSS}


class Supply(StrEnum):
    """Goods or services: the law's own division, with the services that it treats apart."""

    GOODS = "goods"
    SERVICES = "services"
    ELECTRONIC = "electronic"  # downloads, streams, software: taxed where a consumer lives


#: Greece is EL in VAT numbers and GR everywhere else.
_STATES = {"EL": "GR"}


@dataclass(frozen=True, slots=True)
class Parties:
    """What the rule asks of seller and buyer. Countries are ISO codes."""

    seller_country: str
    buyer_country: str
    buyer_is_business: bool
    buyer_vat_number: str = ""
    oss: bool = False

    @property
    def have_ground_for_reverse_charge(self) -> bool:
        """A business with a VAT number of another member state than the seller's.

        Without such a number the zero rate has no ground (article 138 (1) b).
        """
        state = _STATES.get(self.buyer_vat_number[:2], self.buyer_vat_number[:2])
        return self.buyer_is_business and state in EU - {self.seller_country}


def treatment_of(*, parties: Parties, supply: Supply) -> Treatment:
    """The treatment of `supply` between `parties`.

    A business elsewhere in the EU without a VAT number is treated as a consumer. Services to a
    consumer are supplied where the seller is, unless they are electronic (articles 45 and 58).
    """
    if parties.buyer_country == parties.seller_country:
        return Treatment.DOMESTIC
    if parties.buyer_country not in EU:
        at_home = supply is Supply.SERVICES and not parties.buyer_is_business
        return Treatment.DOMESTIC if at_home else Treatment.EXPORT
    if parties.have_ground_for_reverse_charge:
        return Treatment.EU_BUSINESS
    at_the_buyer = parties.oss and supply is not Supply.SERVICES
    return Treatment.OSS if at_the_buyer else Treatment.EU_CONSUMER


def treatment_charged(*, parties: Parties, supply: Supply, rate: Decimal) -> Treatment:
    """The treatment of a sale already made: what was charged decides where the rule leaves doubt.

    VAT that the rule would not have charged is still the seller's VAT, and is accounted as such.
    """
    expected = treatment_of(parties=parties, supply=supply)
    if not rate:
        return expected
    if parties.oss and rate == standard_rate(parties.buyer_country):
        at_the_buyer = expected is Treatment.OSS or rate not in SWEDISH_RATES
        return Treatment.OSS if at_the_buyer else Treatment.EU_CONSUMER
    if expected in _WITHOUT_SELLERS_VAT:
        return Treatment.EU_CONSUMER if parties.buyer_country in EU else Treatment.DOMESTIC
    return expected


def rate_for(*, parties: Parties, supply: Supply, vat_class: VatClass, on_date: date) -> Decimal:
    """The percentage a sale carries. Raises UnknownRate for a class OSS has no rate for."""
    treatment = treatment_of(parties=parties, supply=supply)
    if treatment in _UNTAXED:
        return Decimal(0)
    country = parties.buyer_country if treatment is Treatment.OSS else parties.seller_country
    return rate_of(vat_class=vat_class, country=country, on_date=on_date)


def legal_note(*, treatment: Treatment, supply: Supply) -> str:
    """The text that the invoice must carry for a sale without Swedish VAT, else ""."""
    return _NOTES.get((treatment, supply), "")


_REVERSE_CHARGE = (
    "Omvänd betalningsskyldighet / Reverse charge, art. 44 och 196 direktiv 2006/112/EG"
)
_NOTES = {
    (Treatment.EU_BUSINESS, Supply.SERVICES): _REVERSE_CHARGE,
    (Treatment.EU_BUSINESS, Supply.ELECTRONIC): _REVERSE_CHARGE,
    (Treatment.EU_BUSINESS, Supply.GOODS): (
        "Gemenskapsintern leverans / Intra-Community supply, art. 138 direktiv 2006/112/EG"
    ),
    (Treatment.EXPORT, Supply.GOODS): "Export, art. 146 direktiv 2006/112/EG",
    (Treatment.EXPORT, Supply.SERVICES): "Omsättning utomlands, art. 44 direktiv 2006/112/EG",
    (Treatment.EXPORT, Supply.ELECTRONIC): (
        "Omsättning utomlands, art. 44 och 58 direktiv 2006/112/EG"
    ),
}
