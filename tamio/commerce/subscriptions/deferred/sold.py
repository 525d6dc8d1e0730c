"""What decides a revenue account as far as a sale knows it, and the account by the BAS plan.

An integration may know better: then this is what it is asked with.
"""

from dataclasses import dataclass
from decimal import Decimal

from tamio.commerce.catalogue.models import ItemType
from tamio.commerce.vat.treatments import Treatment

#: Where it is said to be booked if nobody has said otherwise (BAS: prepaid income).
PREPAID = 2970
PREPAID_NAME = "Förutbetalda intäkter"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sold:
    """Lines that are booked alike. `country` is the one whose VAT they carry under OSS, else ""."""

    kind: str
    item_type: str
    treatment: str
    rate: Decimal
    country: str = ""
    product_id: int | None = None

    @property
    def is_goods(self) -> bool:
        """Goods are earned when they are sent, and so are never spread."""
        return self.item_type == ItemType.PHYSICAL


@dataclass(frozen=True, slots=True, order=True)
class Account:
    """Of the store's chart. The name goes into files, in the language of the books."""

    number: int
    name: str

    @property
    def is_revenue(self) -> bool:
        """Else what is sold is booked as prepaid at once, and becomes revenue bit by bit."""
        return self.number >= _FIRST_REVENUE


def account_by_bas(sold: Sold) -> Account:
    """BAS 2024, and the vectors of commerce_facts, section 5."""
    goods = sold.is_goods
    word = "varor" if goods else "tjänster"
    match sold.treatment:
        case Treatment.EXPORT:
            return Account(3105 if goods else 3305, f"Försäljning {word} utanför EU")
        case Treatment.EU_BUSINESS:
            return Account(3108 if goods else 3308, f"Försäljning {word} EU, momsfri")
        case Treatment.OSS:
            return Account(3109 if goods else 3309, f"Försäljning {word} EU, OSS")
        case Treatment.EU_CONSUMER:
            return Account(3106 if goods else 3306, f"Försäljning {word} EU, momspliktig")
    first = 3001 if goods else 3041
    steps = {Decimal(25): 0, Decimal(12): 1, Decimal(6): 2}
    if sold.rate in steps:
        name = f"Försäljning {word} {sold.rate:f} % moms".replace(".00", "")
        return Account(first + steps[sold.rate], name)
    return Account(first + 3, f"Försäljning {word}, momsfri")


_FIRST_REVENUE = 3000
