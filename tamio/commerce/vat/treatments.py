"""Who pays which VAT: one pure function of seller, buyer and what is sold.

Sources: VAT Act (2023:200) chapter 6 and 10, directive 2006/112/EC articles 44, 138, 146, 196
and 369a (OSS); the summary with references is in docs/vat.md.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.vat.rates import EU, VatClass, rate_of


class Treatment(StrEnum):
    """How a sale is taxed. Kept on every invoice line."""

    DOMESTIC = "domestic"
    EU_BUSINESS = "eu_business"  # reverse charge: the buyer accounts for the VAT
    EU_CONSUMER = "eu_consumer"  # below the OSS threshold: the seller's own rate
    OSS = "oss"  # the rate of the buyer's country
    EXPORT = "export"


class Supply(StrEnum):
    """Goods or services: the law's own division."""

    GOODS = "goods"
    SERVICES = "services"


@dataclass(frozen=True, slots=True)
class Parties:
    """What the rule asks of seller and buyer. Countries are ISO codes."""

    seller_country: str
    buyer_country: str
    buyer_is_business: bool
    buyer_vat_number: str = ""
    oss: bool = False


def treatment_of(parties: Parties) -> Treatment:
    """The treatment of a sale between `parties`.

    A business elsewhere in the EU without a VAT number is treated as a consumer: without the
    number the zero rate has no ground (article 138 (1) b).
    """
    if parties.buyer_country == parties.seller_country:
        return Treatment.DOMESTIC
    if parties.buyer_country not in EU:
        return Treatment.EXPORT
    if parties.buyer_is_business and parties.buyer_vat_number:
        return Treatment.EU_BUSINESS
    return Treatment.OSS if parties.oss else Treatment.EU_CONSUMER


def rate_for(*, parties: Parties, vat_class: VatClass, on_date: date) -> Decimal:
    """The percentage a sale carries. Raises UnknownRate for a class OSS has no rate for."""
    treatment = treatment_of(parties)
    if treatment in {Treatment.EU_BUSINESS, Treatment.EXPORT}:
        return Decimal(0)
    country = parties.buyer_country if treatment is Treatment.OSS else parties.seller_country
    return rate_of(vat_class=vat_class, country=country, on_date=on_date)


def legal_note(*, treatment: Treatment, supply: Supply) -> str:
    """The text that the invoice must carry for a sale without Swedish VAT, else ""."""
    return _NOTES.get((treatment, supply), "")


_NOTES = {
    (Treatment.EU_BUSINESS, Supply.SERVICES): (
        "Omvänd betalningsskyldighet / Reverse charge, art. 44 och 196 direktiv 2006/112/EG"
    ),
    (Treatment.EU_BUSINESS, Supply.GOODS): (
        "Gemenskapsintern leverans / Intra-Community supply, art. 138 direktiv 2006/112/EG"
    ),
    (Treatment.EXPORT, Supply.GOODS): "Export, art. 146 direktiv 2006/112/EG",
    (Treatment.EXPORT, Supply.SERVICES): "Omsättning utomlands, art. 44 direktiv 2006/112/EG",
}
