"""The debt to holders of gift cards as CSV: a row a day, and the sums of the period."""

import csv
from io import StringIO

from tamio.commerce.giftcards.reporting import Day, Liability

#: The columns, in order; their names are the same in every language.
COLUMNS = (
    "date", "currency", "sold", "credited", "given_by_hand", "redeemed", "refunded_to_card",
    "expired", "balance",
)  # fmt: skip
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know the file's encoding


def liability_csv(found: Liability, *, currency: str) -> str:
    """The first row is the debt before the period, the last its sums and the debt at its end."""
    written = StringIO()
    rows = csv.DictWriter(written, COLUMNS, restval="")
    rows.writeheader()
    rows.writerow({"date": "opening", "currency": currency, "balance": f"{found.opening:.2f}"})
    rows.writerows(_row(day, f"{day.on_date}", currency) for day in found.days)
    rows.writerow(_row(found.total, "total", currency))
    return _BYTE_ORDER_MARK + written.getvalue()


def _row(day: Day, name: str, currency: str) -> dict[str, str]:
    amounts = (
        day.sold, day.credited, day.given, day.redeemed, day.refunded, day.expired, day.balance,
    )  # fmt: skip
    return dict(zip(COLUMNS, (name, currency, *(f"{each:.2f}" for each in amounts)), strict=True))
