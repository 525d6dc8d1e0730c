"""Predefined accounts: what the company books on where nothing names an account.

Names and order are those of Fortnox's own documentation and of a list that a client's author
logged from a company in March 2020; the SALES names are those of a company with EasyVat. A 2 at the
end stands for services.
"""

from decimal import Decimal

from fortnox_simulator.companies.company import Company

STANDARD = {
    "PG": 1920,
    "BG": 1930,
    "CUSTCLAIM": 1510,
    "INVAT": 2641,
    "SUPDEBT": 2440,
    "SUPFREIGHT": 5710,
    "OUTVAT_MP1": 2611,
    "OUTVAT_MP2": 2621,
    "OUTVAT_MP3": 2631,
    "PURCASE": 4000,
    "CURRENCYWIN": 3960,
    "CURRENCYLOSS": 7960,
    "ADMFEE": 3540,
    "SUPADMFEE": 6590,
    "FREIGHT": 3520,
    "INTEREST": 8313,
    "ROUNDOFF": 3740,
    "CASHDISCOUNTIN": 4730,
    "CASHDISCOUNTOUT": 3730,
    "DEMAND": 3540,
    "ACCRINVOICE": 2990,
    "ACCRINCOME": 3990,
    "ACCRSINVOICE": 1790,
    "ACCRCOST": 6990,
    "CASH": 1910,
    "CASHBYCARD": 1930,
    "SALES_25_SE": 3001,
    "SALES_25_SE2": 3041,
    "SALES_12_SE": 3002,
    "SALES_12_SE2": 3042,
    "SALES_6_SE": 3003,
    "SALES_6_SE2": 3043,
    "SALES_0_SE": 3004,
    "SALES_0_SE2": 3044,
    "SALESEUREV": 3108,
    "SALESEUREV2": 3308,
    "SALESEXPORT": 3105,
    "SALESEXPORT2": 3305,
    "SALESEUVAT": 3106,
    "SALESEUVAT2": 3306,
    "SALESCONSTR2": 3231,
    "PRODUCT_DEB": 2645,
    "PRODUCT_CRE": 2615,
    "SERVICE_DEB": 2645,
    "SERVICE_CRE": 2614,
    "CONSTRUCTION_DEB": 2647,
    "CONSTRUCTION_CRE": 2617,
    "AG": 1930,
}
# What EasyVat lets an account carry (described at PUT /predefinedaccounts).
VAT_CODES = {"SALES_25_SE": "MP1", "SALES_12_SE": "MP2", "SALES_6_SE": "MP3", "SALES_0_SE": "MF"}
# A customer's kind of VAT that is not Sweden's own; construction has no account for goods.
SALES_ABROAD = {
    "EUREVERSEDVAT": ("SALESEUREV", "SALESEUREV2"),
    "EUVAT": ("SALESEUVAT", "SALESEUVAT2"),
    "EXPORT": ("SALESEXPORT", "SALESEXPORT2"),
    "SEREVERSEDVAT": ("SALESCONSTR2", "SALESCONSTR2"),
}
FULL_RATE = Decimal(25)


def predefined(company: Company, name: str) -> int | None:
    """The account's number; None for a name that Fortnox does not have."""
    own = company.shelves["predefinedaccounts"].get(name)
    return int(own["Account"]) if own else STANDARD.get(name)


def required_vat_code(name: str) -> str | None:
    """The code that the account must carry, for goods and for services alike."""
    return VAT_CODES.get(name.removesuffix("2") if name.endswith("_SE2") else name)


def sales_account(
    company: Company, *, vat_type: str, rate: Decimal | None, is_service: bool
) -> int:
    """What a sale is booked on that names no account. A rate without an account of its own takes
    that of 25 %."""
    name = _sales_name(vat_type, FULL_RATE if rate is None else rate, is_service=is_service)
    number = predefined(company, name)
    if number is None:
        return sales_account(company, vat_type=vat_type, rate=FULL_RATE, is_service=is_service)
    return number


def _sales_name(vat_type: str, rate: Decimal, *, is_service: bool) -> str:
    if vat_type in SALES_ABROAD:
        return SALES_ABROAD[vat_type][is_service]
    name = f"SALES_{rate.normalize():f}_SE"
    return f"{name}2" if is_service else name
