"""Which account a row is booked on, and at which VAT rate."""

from dataclasses import dataclass
from decimal import Decimal

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.ledger import accounts, predefined
from fortnox_simulator.sales import price_lists

ARTICLE_ACCOUNT = {
    "SEVAT": "SalesAccount",
    "SEREVERSEDVAT": "ConstructionAccount",
    "EUREVERSEDVAT": "EUAccount",
    "EUVAT": "EUVATAccount",
    "EXPORT": "ExportAccount",
}
WITHOUT_VAT = {"SEREVERSEDVAT", "EUREVERSEDVAT", "EXPORT"}


@dataclass(frozen=True)
class Books:
    """The company's books in the year of a document, for one customer's kind of VAT.

    `price_list` is the one that prices the document's rows.
    """

    company: Company
    year: int | None
    vat_type: str
    price_list: str = price_lists.STANDARD

    def check_account(self, number: int) -> None:
        """Raises 2001304 unless the year has the account, 2000550 unless it is active."""
        if number == 0:
            return
        found = self.account(number)
        if found is None:
            raise FortnoxError(2001304)
        if not found["Active"]:
            raise FortnoxError(2000550, number)

    def account(self, number: int) -> Document | None:
        if self.year is None:
            return None
        return accounts.account(self.company, year=self.year, number=number)

    def account_for(self, article: Document | None, rate: Decimal | None) -> int:
        """The account of a row that names none: the article's, else the predefined one."""
        if article and article[ARTICLE_ACCOUNT[self.vat_type]]:
            return int(article[ARTICLE_ACCOUNT[self.vat_type]])
        return predefined.sales_account(
            self.company,
            vat_type=self.vat_type,
            rate=rate,
            is_service=article is not None and article["Type"] == "SERVICE",
        )

    def rate_for(self, number: int) -> Decimal:
        """The rate of a row that gives none."""
        if self.vat_type in WITHOUT_VAT:
            return Decimal(0)
        return accounts.rate_of(self.account(number))

    def check_rate(self, rate: Decimal, *, has_account: bool) -> None:
        """Rates beyond the company's own must be set up first."""
        if rate in [Decimal(str(known)) for known in self.company.settings["vat_rates"]]:
            return
        if not has_account:
            raise FortnoxError(2004167, rate)
        raise FortnoxError(2000588, message=f"Momssatsen {rate} finns inte i registret.")
