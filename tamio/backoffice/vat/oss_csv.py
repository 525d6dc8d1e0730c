"""The sums of a quarter as CSV: a row for each that the OSS return asks for, in euros if known."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from tamio.commerce.invoices.oss.returns import Entry, Quarter
from tamio.commerce.vat.treatments import Supply

#: The columns, in order; their names are the same in every language.
COLUMNS = (
    "quarter", "corrects_quarter", "country", "supply", "rate_percent", "currency",
    "taxable_amount", "vat_amount", "currency_per_eur", "taxable_amount_eur", "vat_amount_eur",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know the file's encoding


def oss_csv(entries: Iterable[Entry], *, quarter: Quarter, kronor: Decimal | None) -> str:
    """`kronor` a euro: the European Central Bank's rate of the quarter's last day."""
    written = StringIO()
    writer = csv.DictWriter(written, COLUMNS)
    writer.writeheader()
    writer.writerows(_row(entry, quarter, kronor) for entry in entries)
    return _BYTE_ORDER_MARK + written.getvalue()


def _row(entry: Entry, quarter: Quarter, kronor: Decimal | None) -> dict[str, str]:
    euros = entry.in_euros(kronor)
    converted = kronor is not None and entry.currency == "SEK"
    return {
        "quarter": str(quarter),
        "corrects_quarter": str(entry.corrects or ""),
        # Greece has its own code in all that concerns VAT.
        "country": "EL" if entry.country == "GR" else entry.country,
        "supply": "GOODS" if entry.supply is Supply.GOODS else "SERVICES",
        "rate_percent": f"{entry.rate:.2f}",
        "currency": entry.currency,
        "taxable_amount": f"{entry.net:.2f}",
        "vat_amount": f"{entry.vat:.2f}",
        "currency_per_eur": f"{kronor}" if converted else ("1" if entry.currency == "EUR" else ""),
        "taxable_amount_eur": f"{euros[0]:.2f}" if euros else "",
        "vat_amount_eur": f"{euros[1]:.2f}" if euros else "",
    }
