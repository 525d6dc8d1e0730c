"""What speaks against booking a cell on an account, and the remedy, in words."""

from collections.abc import Mapping
from datetime import date

from django.utils.translation import gettext as _

from tamio.commerce.catalogue.models import Product
from tamio.commerce.vat.rates import VatClass, rate_of
from tamio.fortnox.models import ChartAccount
from tamio.fortnox.sync.accounts import vat_codes
from tamio.fortnox.sync.accounts.cells import Cell, Place
from tamio.fortnox.sync.accounts.suggestions import DEBTS
from tamio.fortnox.sync.accounts.vat_codes import Fit

Chart = Mapping[int, ChartAccount]
_FIRST_REVENUE = 3000
_PREPAID = range(2970, 2980)


def objection(*, cell: Cell, number: int, chart: Chart) -> str:
    """Why `number` cannot be chosen for `cell`, or ""."""
    if gone := absence(number=number, chart=chart):
        return gone
    account = chart[number]
    if wrong := _of_another_kind(cell, account):
        return wrong
    if vat_codes.fit(code=account.vat_code, cell=cell) is not Fit.WRONG:
        return ""
    said = {"account": str(account), "code": account.vat_code}
    if vat_codes.needs_none(cell):
        return (
            _("Account %(account)s has VAT code %(code)s. Choose an account without a VAT code.")
            % said
        )
    fitting = sorted(vat_codes.expected(cell), key=_by_vocabulary)
    return _(
        "Account %(account)s has VAT code %(code)s, which stands for something else. Choose an"
        " account with VAT code %(fitting)s, or correct the code in Fortnox and read the chart"
        " again."
    ) % {**said, "fitting": _(" or ").join(fitting)}


def _of_another_kind(cell: Cell, account: ChartAccount) -> str:
    """Gift cards are a debt, and everything else is revenue, now or later."""
    if cell.place is Place.GIFT_CARDS:
        if account.number in DEBTS:
            return ""
        return _(
            "Account %(account)s is a revenue account. A gift card that is sold is a debt until it"
            " is used: choose 2421 or another account for debts."
        ) % {"account": str(account)}
    if is_revenue(account.number):
        return ""
    return _("Account %(account)s is an account for debts. Choose a revenue account.") % {
        "account": str(account)
    }


def is_revenue(number: int) -> bool:
    """Also what is sold now and earned later (2970, 2972: prepaid income)."""
    return number >= _FIRST_REVENUE or number in _PREPAID


def absence(*, number: int, chart: Chart) -> str:
    """Why nothing can be booked on `number`, or ""."""
    if number not in chart:
        return _(
            "Account %(number)s is not among the company's revenue accounts. Choose another one,"
            " or add it in Fortnox and read the chart again."
        ) % {"number": number}
    if not chart[number].active:
        return _(
            "Account %(number)s is inactive in Fortnox. Choose another one, or activate it in"
            " Fortnox and read the chart again."
        ) % {"number": number}
    return ""


def doubt(*, cell: Cell, number: int, chart: Chart) -> str:
    """What should be looked at though it can be chosen, or ""."""
    account = chart.get(number)
    if account is None or vat_codes.fit(code=account.vat_code, cell=cell) is not Fit.NOT_TOLD:
        return ""
    if account.vat_code:
        return _("VAT code %(code)s is not one that Tamio can judge.") % {"code": account.vat_code}
    return _("No VAT code, so not in the VAT return.")


def product_objection(*, product: Product, number: int, chart: Chart, on_date: date) -> str:
    """Why `number` cannot be the product's own account, or "".

    A code for sales abroad stands: the product may be sold nowhere else.
    """
    if gone := absence(number=number, chart=chart):
        return gone
    account = chart[number]
    if not is_revenue(number):
        return _("Account %(account)s is an account for debts. Choose a revenue account.") % {
            "account": str(account)
        }
    rate = rate_of(vat_class=VatClass(product.vat_class), country="SE", on_date=on_date)
    carried = vat_codes.rate_of(account.vat_code)
    if carried is None or carried == rate:
        return ""
    return _(
        "%(product)s is sold with %(rate)s%% VAT, but account %(account)s has VAT code %(code)s,"
        " for %(carried)s%%. Choose another account, or correct the code in Fortnox and read the"
        " chart again."
    ) % {
        "product": product.name,
        "rate": f"{rate:f}",
        "account": str(account),
        "code": account.vat_code,
        "carried": f"{carried:f}",
    }


def _by_vocabulary(code: str) -> tuple[bool, str]:
    """The codes of Fortnox's own charts first."""
    return code.startswith(("SE", "EXP")), code
