"""What a preview tells."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from typing import Any

from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import Order, OrderRow
from tamio.fortnox.sync.texts import Fitted
from tamio.outbox.problem import Words


class Level(StrEnum):
    """STOPS: nothing is sent until it is mended. LOOK: worth a look. NOTE: good to know."""

    STOPS = "stops"
    LOOK = "look"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What to know before sending. `code` is for machines; `field` names what it is about."""

    code: str
    level: Level
    message: Words
    remedy: Words | None = None
    field: str = ""


class Doing(StrEnum):
    """What happens to a card."""

    CREATE = "create"
    ADOPT = "adopt"  # it stands there, and is taken as it is
    CHANGE = "change"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One field of a card, as Fortnox spells it. `before` is None where it is not known."""

    name: str
    before: Any
    after: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """The customer or an article. `in_doubt`: an earlier request for it was never answered."""

    kind: str
    number: str
    name: str
    doing: Doing
    changes: Sequence[FieldChange] = ()
    in_doubt: bool = False

    @property
    def is_looked_at(self) -> bool:
        """Whether what is done depends on how it stands in Fortnox."""
        return self.in_doubt or self.doing is Doing.ADOPT

    @property
    def requests(self) -> int:
        """At most: a card that is not known to us is looked at before it is made or changed."""
        if self.doing is Doing.LEAVE:
            return 0
        return 2 if self.is_looked_at and self.doing is not Doing.CHANGE else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row of the order with the name of its account and the total that Fortnox makes of it."""

    sent: OrderRow
    account_name: str
    total: Decimal
    vat: Decimal

    @property
    def is_text(self) -> bool:
        return self.sent.account_number == 0 and not self.sent.price

    @property
    def lacks_account(self) -> bool:
        return self.sent.account_number is None


@dataclass(frozen=True, slots=True)
class Sums:
    """Without VAT, VAT, and with it."""

    net: Decimal
    vat: Decimal
    total: Decimal


class Situation(StrEnum):
    """Where the order is: NEW, IN_DOUBT (an earlier attempt is looked for first), or THERE."""

    NEW = "new"
    IN_DOUBT = "in-doubt"
    THERE = "there"


class CreditDoing(StrEnum):
    """What credit notes do to their order, or to the invoice that it became (CREDIT_INVOICE)."""

    CANCEL = "cancel"
    ADD_ROWS = "add-rows"
    CREDIT_INVOICE = "credit-invoice"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True, kw_only=True)
class CreditPreview:
    """The credit notes that are not in Fortnox yet. `patch` is what is sent, None for a cancelling.

    `is_exact`: the rows that stand there are known with their ids, from Fortnox's last answer.
    `rows` are those that are added. `invoice_number`: Fortnox's own, where that is credited.
    """

    notes: Sequence[CreditNote]
    doing: CreditDoing
    patch: Order | None = None
    invoice_number: str = ""
    rows: Sequence[Row] = ()
    sums: Sums | None = None
    expected: Sums | None = None
    requests: int = 0
    is_exact: bool = True
    warnings: Sequence[Notice] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """Of one invoice. `requests` are those it takes once nothing stops it; `at_most` where an
    earlier attempt is in doubt. `sums` are Fortnox's.
    """

    invoice: Invoice
    situation: Situation
    order_number: str
    order: Order
    rows: Sequence[Row]
    sums: Sums
    customer: Card
    articles: Sequence[Card]
    requests: int
    at_most: bool
    texts: Sequence[Fitted] = ()
    warnings: Sequence[Notice] = ()
    credits: CreditPreview | None = None
    state: str = field(default="")

    @property
    def stopped(self) -> bool:
        return any(each.level is Level.STOPS for each in self.warnings)

    @property
    def expected(self) -> Sums:
        """The invoice's own."""
        return Sums(self.invoice.net, self.invoice.vat, self.invoice.total)

    @property
    def cards(self) -> list[Card]:
        return [self.customer, *self.articles]
