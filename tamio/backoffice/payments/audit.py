"""Money on the audit trail: what came in, and what was paid back, by whom."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from tamio.backoffice.audit.entries import Asked, AuditEntry
from tamio.backoffice.audit.sources import ChangeSource, invoice_words, invoices_with
from tamio.backoffice.payments.settings_form import WAYS
from tamio.backoffice.searching import mentions
from tamio.commerce.audit.models import Change
from tamio.commerce.payments.models import PaymentSettings, Receipt, Refund
from tamio.commerce.payments.models.facts import TAMIO
from tamio.commerce.stores.models import Store
from tamio.look.chips import Text
from tamio.look.formats import money_text


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneySource:
    """Receipts, or refunds. `words` gives an entry's code, what happened, and its text."""

    kind: str
    label: Text
    model: type[Model]
    searched: Sequence[str]
    words: Callable[[Any], tuple[str, str, str]]

    def find(self, store: Store, asked: Asked) -> QuerySet[Any]:
        found: QuerySet[Any] = self.model._default_manager.filter(store=store)
        found = found.select_related("invoice")
        if asked.by:
            found = found.filter(by=asked.by)
        if asked.invoice_id is not None:
            found = found.filter(invoice=asked.invoice_id)
        if asked.text:
            meant = Q(invoice__in=invoices_with(store, asked.text))
            found = found.filter(meant | mentions(text=asked.text, fields=self.searched))
        return asked.within(found)

    def entries(self, store: Store, rows: Sequence[Any]) -> Sequence[AuditEntry]:
        return [self._entry(store, row) for row in rows]

    def _entry(self, store: Store, moved: Any) -> AuditEntry:
        amount = money_text(
            moved.amount, currency=moved.currency, language=(get_language() or "sv")[:2]
        )
        code, what, text = self.words(moved)
        return AuditEntry(
            at=moved.at,
            by=moved.by if moved.by != TAMIO else "",
            code=code,
            what=what,
            subject=invoice_words(moved.invoice.number),
            href=reverse("backoffice:invoice", args=[store.slug, moved.invoice.number])
            + "#payment",
            text=" · ".join(
                part for part in (amount, str(moved.get_means_display()), text) if part
            ),
        )


def _of_receipt(moved: Receipt) -> tuple[str, str, str]:
    """What came in, and what of it was taken back as a mistake."""
    if moved.reverses_id is not None:
        return "payment.taken_back", _("Payment taken back"), moved.text
    return "payment.received", _("Payment received"), moved.text


def _of_refund(moved: Refund) -> tuple[str, str, str]:
    """What was paid back, or asked of a provider to be."""
    return "refund.made", _("Refund"), moved.reason


def _ways_to_pay(store: Store, _change: Change) -> str:
    return reverse("backoffice:ways_to_pay", args=[store.slug])


RECEIPTS = MoneySource(
    kind="receipts",
    label=gettext_lazy("Payments received"),
    model=Receipt,
    searched=("by", "text"),
    words=_of_receipt,
)
REFUNDS = MoneySource(
    kind="refunds",
    label=gettext_lazy("Refunds"),
    model=Refund,
    searched=("by", "reason"),
    words=_of_refund,
)
PAYMENTS = (
    RECEIPTS,
    REFUNDS,
    ChangeSource(
        kind="ways-to-pay",
        label=gettext_lazy("Ways to pay"),
        models={WAYS: PaymentSettings},
        names={WAYS: gettext_lazy("Ways to pay")},
        address=_ways_to_pay,
    ),
)
