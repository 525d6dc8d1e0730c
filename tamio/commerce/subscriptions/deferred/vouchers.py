"""What moves revenue to the account of prepaid income, and back when its month has come."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from tamio.commerce.subscriptions.deferred.report import Ledger, Month
from tamio.commerce.subscriptions.deferred.sie import Row, Voucher
from tamio.commerce.subscriptions.deferred.sold import Account, Sold, account_by_bas
from tamio.commerce.subscriptions.deferred.spreading import first_of, month_of

AccountOf = Callable[[Sold], Account]


def vouchers(ledger: Ledger, *, account_of: AccountOf, prepaid: Account) -> list[Voucher]:
    """One for each month with something to move, dated its last day.

    What `account_of` books as prepaid already when it is sold is moved when it is earned, to the
    account that it has by the BAS plan.
    """
    places: Mapping[tuple[Account, Account | None], Sequence[Month]] = ledger.by(
        lambda sold: _place(sold, account_of)
    )
    found = []
    for at in range(ledger.length):
        rows: list[Row] = []
        for (revenue, booked_on), months in sorted(places.items(), key=_in_order):
            if booked_on is None:
                rows += _moved(months[at], revenue=revenue, prepaid=prepaid)
            else:
                rows += _earned(months[at], revenue=revenue, prepaid=booked_on)
        if rows:
            found.append(_voucher(first_of(ledger.first + at), rows))
    return found


def _place(sold: Sold, account_of: AccountOf) -> tuple[Account, Account | None]:
    account = account_of(sold)
    return (account, None) if account.is_revenue else (account_by_bas(sold), account)


def _in_order(
    place: tuple[tuple[Account, Account | None], Sequence[Month]],
) -> tuple[int, int]:
    (revenue, booked_on), _months = place
    return revenue.number, booked_on.number if booked_on else 0


def _moved(month: Month, *, revenue: Account, prepaid: Account) -> list[Row]:
    rows = []
    for amount, text in (
        (month.deferred, _("Billed for later months")),
        (-month.released, _("Billed earlier, earned now")),
    ):
        if amount:
            rows += [Row(revenue, amount, text), Row(prepaid, -amount, text)]
    return rows


def _earned(month: Month, *, revenue: Account, prepaid: Account) -> list[Row]:
    if not month.earned:
        return []
    text = _("Earned now")
    return [Row(prepaid, month.earned, text), Row(revenue, -month.earned, text)]


def _voucher(begins: date, rows: Sequence[Row]) -> Voucher:
    last = first_of(month_of(begins) + 1) - timedelta(days=1)
    return Voucher(last, _("Deferred revenue %(month)s") % {"month": f"{begins:%Y-%m}"}, rows)
