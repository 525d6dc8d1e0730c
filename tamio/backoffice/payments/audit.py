"""Money on the audit trail: what came in, and what was paid back, by whom."""

from collections.abc import Sequence
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
from tamio.look.formats import money_text


class MoneySource:
    """Receipts, or refunds. The words of an entry are the subclass's."""

    model: type[Model]
    searched: Sequence[str]

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
        code, what, text = self._words(moved)
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

    def _words(self, moved: Any) -> tuple[str, str, str]:
        raise NotImplementedError


class ReceiptSource(MoneySource):
    """What came in, and what of it was taken back as a mistake."""

    kind = "receipts"
    label = gettext_lazy("Payments received")
    model = Receipt
    searched = ("by", "text")

    def _words(self, moved: Receipt) -> tuple[str, str, str]:
        if moved.reverses_id is not None:
            return "payment.taken_back", _("Payment taken back"), moved.text
        return "payment.received", _("Payment received"), moved.text


class RefundSource(MoneySource):
    """What was paid back, or asked of a provider to be."""

    kind = "refunds"
    label = gettext_lazy("Refunds")
    model = Refund
    searched = ("by", "reason")

    def _words(self, moved: Refund) -> tuple[str, str, str]:
        return "refund.made", _("Refund"), moved.reason


def _ways_to_pay(store: Store, _change: Change) -> str:
    return reverse("backoffice:ways_to_pay", args=[store.slug])


PAYMENTS = (
    ReceiptSource(),
    RefundSource(),
    ChangeSource(
        kind="ways-to-pay",
        label=gettext_lazy("Ways to pay"),
        models={WAYS: PaymentSettings},
        names={WAYS: gettext_lazy("Ways to pay")},
        address=_ways_to_pay,
    ),
)
