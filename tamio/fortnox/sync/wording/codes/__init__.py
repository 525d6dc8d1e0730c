"""One entry for every code of Fortnox's that has been seen or is documented, by subject."""

from collections import ChainMap

from tamio.fortnox.sync.wording.codes.accounts import ACCOUNTS
from tamio.fortnox.sync.wording.codes.articles import ARTICLES
from tamio.fortnox.sync.wording.codes.customers import CUSTOMERS
from tamio.fortnox.sync.wording.codes.form import FORM
from tamio.fortnox.sync.wording.codes.housework import HOUSEWORK
from tamio.fortnox.sync.wording.codes.orders import ORDERS
from tamio.fortnox.sync.wording.codes.registers import REGISTERS
from tamio.fortnox.sync.wording.codes.rights import RIGHTS
from tamio.fortnox.sync.wording.codes.values import VALUES
from tamio.fortnox.sync.wording.codes.warehouse import WAREHOUSE
from tamio.fortnox.sync.wording.entries import Codes

SUBJECTS: tuple[Codes, ...] = (
    ACCOUNTS,
    ARTICLES,
    CUSTOMERS,
    FORM,
    HOUSEWORK,
    ORDERS,
    REGISTERS,
    RIGHTS,
    VALUES,
    WAREHOUSE,
)
CODES: Codes = ChainMap(*(dict(subject) for subject in SUBJECTS))
