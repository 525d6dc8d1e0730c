"""Who pays which VAT: one pure function of seller, buyer and what is sold.

Sources: VAT Act (2023:200) chapter 6 and 10, directive 2006/112/EC articles 33, 44, 45, 47 to 55,
58, 138, 146, 196 and 369a (OSS); the summary with references is in docs/vat.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from tamio.commerce.vat.areas import NORTHERN_IRELAND, Area, area_of
from tamio.commerce.vat.rates import EU, SWEDISH_RATES, OwnRate, VatClass, rate_of, rates_in
from tamio.commerce.vat.standing import VatNumberStanding


class Treatment(StrEnum):
    """How a sale is taxed. Kept on every invoice line."""

    DOMESTIC = "domestic"
    EU_BUSINESS = "eu_business"  # reverse charge: the buyer accounts for the VAT
    EU_CONSUMER = "eu_consumer"  # below the OSS threshold: the seller's own rate
    OSS = "oss"  # the rate of the buyer's country
    EXPORT = "export"


UNTAXED = frozenset({Treatment.EU_BUSINESS, Treatment.EXPORT})
_WITHOUT_SELLERS_VAT = UNTAXED | {Treatment.OSS}


class Supply(StrEnum):
    """Goods or services: the law's own division, with the services that it treats apart."""

    GOODS = "goods"
    SERVICES = "services"
    ELECTRONIC = "electronic"  # downloads, streams, software: taxed where a consumer lives
    #: On the spot where the seller is: a course, an event, a meal, work on a building. Taxed there,
    #: whoever buys (articles 47 to 55).
    ON_SITE = "on_site"


#: Greece is EL in VAT numbers and GR everywhere else.
_STATES = {"EL": "GR"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Parties:
    """What the rule asks of seller and buyer. Countries are ISO codes.

    `goods_country` and `goods_postal_code`: where goods arrive, if not at the buyer's address.
    """

    seller_country: str
    buyer_country: str
    buyer_is_business: bool
    buyer_postal_code: str = ""
    goods_country: str = ""
    goods_postal_code: str = ""
    buyer_vat_number: str = ""
    standing: VatNumberStanding = VatNumberStanding.UNASKED
    trusts_unanswered: bool = False
    oss: bool = False

    def area(self, supply: Supply) -> Area:
        """Where `supply` is received: goods where they arrive, services where the buyer lives."""
        if supply is Supply.GOODS and self.goods_country:
            return area_of(self.goods_country, self.goods_postal_code)
        return area_of(self.buyer_country, self.buyer_postal_code)

    @property
    def have_ground_for_reverse_charge(self) -> bool:
        """A business with a VAT number of another member state than the seller's.

        Without such a number the zero rate has no ground (article 138 (1) b); nor has it with one
        that the EU's register does not have.
        """
        if self.standing is VatNumberStanding.INVALID:
            return False
        if self.standing is VatNumberStanding.UNREACHABLE and not self.trusts_unanswered:
            return False
        state = _STATES.get(self.buyer_vat_number[:2], self.buyer_vat_number[:2])
        return self.buyer_is_business and state in {*EU, NORTHERN_IRELAND} - {self.seller_country}


@dataclass(frozen=True, slots=True)
class Ruling:
    """`rate` in percent. `country` is where the VAT is due (ISO code or XI); "" where none is."""

    treatment: Treatment
    rate: Decimal
    country: str


def who_pays(
    *,
    parties: Parties,
    supply: Supply,
    vat_class: VatClass,
    on_date: date,
    own: Iterable[OwnRate] = (),
) -> Ruling:
    """The whole answer for something sold on that day. Raises UnknownRate.

    `own`: the store's own rates, which go before those on record.
    """
    treatment = treatment_of(parties=parties, supply=supply)
    place = taxed_in(treatment=treatment, parties=parties, supply=supply)
    if place is None:
        return Ruling(treatment, Decimal(0), "")
    rate = rate_of(
        vat_class=vat_class, country=place.country, region=place.region, on_date=on_date, own=own
    )
    return Ruling(treatment, rate, place.country)


def treatment_of(*, parties: Parties, supply: Supply) -> Treatment:
    """The treatment of `supply` between `parties`.

    A business elsewhere in the EU without a VAT number is treated as a consumer. Services to a
    consumer are supplied where the seller is, unless they are electronic (articles 45 and 58).
    """
    area = parties.area(supply)
    is_inside = area.has_goods if supply is Supply.GOODS else area.has_services
    if supply is Supply.ON_SITE or (is_inside and area.country == parties.seller_country):
        return Treatment.DOMESTIC
    if not is_inside:
        at_home = supply is Supply.SERVICES and not parties.buyer_is_business
        return Treatment.DOMESTIC if at_home else Treatment.EXPORT
    if parties.have_ground_for_reverse_charge:
        return Treatment.EU_BUSINESS
    at_the_buyer = parties.oss and supply is not Supply.SERVICES
    return Treatment.OSS if at_the_buyer else Treatment.EU_CONSUMER


def taxed_in(*, treatment: Treatment, parties: Parties, supply: Supply) -> Area | None:
    """Whose VAT a sale of that treatment carries; None for none."""
    if treatment in UNTAXED:
        return None
    return parties.area(supply) if treatment is Treatment.OSS else Area(parties.seller_country)


def treatment_charged(
    *,
    parties: Parties,
    supply: Supply,
    rate: Decimal,
    on_date: date,
    own: Iterable[OwnRate] = (),
) -> Treatment:
    """The treatment of a sale already made: what was charged decides where the rule leaves doubt.

    VAT that the rule would not have charged is still the seller's VAT, and is accounted as such.
    """
    if not rate:
        # Sold by the number already, whatever the register says of it: that is told elsewhere.
        by_number = replace(parties, standing=VatNumberStanding.UNASKED)
        return treatment_of(parties=by_number, supply=supply)
    expected = treatment_of(parties=parties, supply=supply)
    place = parties.area(supply)
    if parties.oss and place.country != parties.seller_country:
        abroad = rates_in(place.country, region=place.region, on_date=on_date, own=own)
        if rate in abroad:
            at_the_buyer = expected is Treatment.OSS or rate not in SWEDISH_RATES
            return Treatment.OSS if at_the_buyer else Treatment.EU_CONSUMER
    if expected in _WITHOUT_SELLERS_VAT:
        return Treatment.EU_CONSUMER if place.has_goods else Treatment.DOMESTIC
    return expected
