"""Vouchers for tests: the least that is accepted, changed by the test that looks at a rule."""

from typing import Any

from tests.simulator.caller import Caller


def this_year(fortnox: Caller) -> int:
    """The calendar year, which is the second of the three that a company has."""
    return fortnox.state.clock.today().year


def debit(account: int, amount: float, **fields: Any) -> dict[str, Any]:
    return {"Account": account, "Debit": amount, **fields}


def credit(account: int, amount: float, **fields: Any) -> dict[str, Any]:
    return {"Account": account, "Credit": amount, **fields}


def voucher(fortnox: Caller, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """The body of a POST in series A of the current year: 100 kr of sales unless rows are given."""
    return {
        "Voucher": {
            "Description": "Dagskassa",
            "TransactionDate": f"{this_year(fortnox)}-03-01",
            "VoucherSeries": "A",
            "Year": 2,
            "VoucherRows": list(rows) or [debit(1930, 100), credit(3001, 100)],
            **fields,
        }
    }


def booked(fortnox: Caller, *rows: dict[str, Any], **fields: Any) -> dict[str, Any]:
    status, answer = fortnox.post("/vouchers", voucher(fortnox, *rows, **fields))
    assert status == 201, answer
    made: dict[str, Any] = answer["Voucher"]
    return made


def account(fortnox: Caller, number: int, *, year: int = 2) -> dict[str, Any]:
    status, answer = fortnox.get(f"/accounts/{number}?financialyear={year}")
    assert status == 200, answer
    found: dict[str, Any] = answer["Account"]
    return found
