"""The company whose books were recorded in 2014 and 2015, as far as its answers show it."""

import json
from pathlib import Path
from typing import Any

from tests.simulator.bookkeeping import credit, debit

RECORDINGS = Path(__file__).parent / "recordings"


def listed_accounts() -> dict[str, dict[str, Any]]:
    """The first hundred accounts of the company of 2014, as the list that was recorded has them."""
    recording = json.loads((RECORDINGS / "account_list_page1.json").read_text("utf-8"))
    kept = ("Active", "Description", "SRU")
    return {
        str(account["Number"]): {name: account[name] for name in kept}
        for account in recording["response"]["body_json"]["Accounts"]
    }


def voucher(day: str, *rows: dict[str, Any], description: str = "Verifikat") -> dict[str, Any]:
    return {
        "Description": description,
        "TransactionDate": day,
        "VoucherSeries": "A",
        "VoucherRows": list(rows),
    }


# Its own names of three accounts; nineteen vouchers until September 2011, and one after it.
BOOKS_OF_2014: dict[str, Any] = {
    "financial_years": [
        {"FromDate": "2014-01-01", "ToDate": "2014-12-31"},
        {"FromDate": "2011-07-13", "ToDate": "2012-12-31"},
    ],
    "accounts": {
        **listed_accounts(),
        "1931": {"Description": "Företagskonto, Swedbank", "SRU": 7281},
        "2614": {"Description": "Beräknad utgående moms på tjänsteförvärv från utlandet,"
                                " oreducerad"},
        "2615": {"Description": "Beräknad utgående moms på varuförvärv från annat EU-land,"
                                " oreducerad"},
    },
    "vouchers": [
        voucher("2011-07-13", debit(1931, 3002.91), credit(2081, 3002.91)),
        *[voucher("2011-08-31", debit(6570, 25), credit(1910, 25))] * 15,
        voucher(
            "2011-09-22", debit(5420, 370.78), credit(1910, 370.78), debit(2640, 92.7),
            credit(2614, 92.7, Removed=True), credit(2615, 92.7), description="Programvara",
        ),
        *[voucher("2011-09-30", debit(6570, 25), credit(1910, 25))] * 2,
        voucher("2011-10-03", debit(6570, 25), credit(1910, 25)),
    ],
}  # fmt: skip
