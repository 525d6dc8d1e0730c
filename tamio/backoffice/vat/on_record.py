"""The rates on record, a country at a time, with what comes and where each is from."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tamio.backoffice.vat.sources import source_words
from tamio.commerce.vat.rates import EU, VatClass
from tamio.commerce.vat.table import DatedRate, rates_on_record
from tamio.look.formats import country_name


@dataclass(frozen=True, slots=True)
class OnRecord:
    """`standard` and `reduced` hold on the day; `coming` begin later."""

    code: str
    name: str
    standard: DatedRate
    source: str
    reduced: Sequence[DatedRate]
    coming: Sequence[DatedRate]


def rates_by_country(*, on_date: date, language: str) -> list[OnRecord]:
    """The member states, by name."""
    found = [_of(code, on_date, language) for code in EU]
    return sorted(found, key=lambda each: each.name.casefold())


def _of(code: str, on_date: date, language: str) -> OnRecord:
    rows = [
        row
        for vat_class in VatClass
        for row in rates_on_record().get((code, vat_class), ())
        if row.last_date >= on_date
    ]
    holding = [row for row in rows if row.holds(on_date)]
    standard = next(row for row in holding if row.vat_class == VatClass.STANDARD)
    return OnRecord(
        code=code,
        name=country_name(code, language=language),
        standard=standard,
        source=source_words(standard.source),
        reduced=[row for row in holding if row.vat_class != VatClass.STANDARD],
        coming=[row for row in rows if row.first_date > on_date],
    )
