"""What is left to pay of an invoice, until when, to where, and the code for a phone."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tamio.commerce.documents.formats import day_text, grouped, money_text
from tamio.commerce.documents.swish import payload, qr_svg
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.models import Means, Payment

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Due:
    """What a payment has come to after credit notes. `credited` is not above 0."""

    payment: Payment
    invoice: Invoice
    credited: Decimal

    @property
    def currency(self) -> str:
        return self.invoice.currency

    @property
    def left(self) -> Decimal:
        if self.payment.received_at is not None:
            return Decimal("0.00")
        # Not the payment's own `left`: a paper may be asked for as it was before later credits.
        return max(self.payment.amount + self.credited - self.payment.kept, Decimal("0.00"))

    @property
    def is_whole(self) -> bool:
        """Whether all of the invoice is still to be paid."""
        return self.left == self.invoice.total

    @property
    def is_paid(self) -> bool:
        """Of what credit notes have left to pay; where that is nothing, nobody has paid for it."""
        asked = self.payment.amount + self.credited
        return self.payment.received_at is not None and asked > 0

    @property
    def accounts(self) -> list[Pair]:
        """Where to pay it: Swedish giros within Sweden, if there is one; else the account's own
        number, which banks abroad ask for.
        """
        payment = self.payment
        giros = [(_("Bankgiro"), payment.bankgiro), (_("Plusgiro"), payment.plusgiro)]
        account = [
            (_("IBAN"), grouped(payment.iban, sizes=(4,) * 8)),
            (_("BIC"), payment.bic if payment.iban else ""),
        ]
        domestic = self.currency == "SEK" and self.invoice.buyer_country == "SE"
        first, second = (giros, account) if domestic else (account, giros)
        chosen = first if any(value for _label, value in first) else second
        return [(label, value) for label, value in chosen if value]


def swish_code(due: Due) -> str:
    """As SVG; "" where the sale cannot be paid so: no number, another currency, nothing left."""
    if not due.payment.swish or due.currency != "SEK" or not due.left:
        return ""
    payment = due.payment
    return qr_svg(payload(payee=payment.swish, amount=due.left, message=payment.reference))


def payment_box(due: Due, *, language: str) -> dict[str, Any]:
    """`facts` in the order in which a bank asks for them; `code` may be ""."""
    if not due.left:
        return {"title": _settled(due), "facts": [], "words": [], "code": ""}
    facts = [
        *_paid_by_card(due, language=language),
        (_("To pay"), money_text(due.left, currency=due.currency, language=language)),
        (_("Due date"), day_text(due.payment.due_date, language=language)),
        *due.accounts,
        (_("OCR no."), due.payment.reference),
    ]
    return {
        "title": _("Payment"),
        "facts": facts,
        "words": _words(due.invoice, language=language),
        "code": swish_code(due),
        "code_words": _("Pay by Swish"),
        "code_number": grouped(due.payment.swish, sizes=(3, 3, 2, 2)),
    }


def paid_by_gift_card(invoice: Invoice) -> Decimal:
    """What gift cards have paid of the invoice and not got back: payment, and no discount."""
    came = invoice.receipts.filter(means=Means.GIFT_CARD).aggregate(sum=Sum("amount"))["sum"]
    if not came:
        return Decimal("0.00")
    back = invoice.refunds.filter(means=Means.GIFT_CARD).aggregate(sum=Sum("amount"))["sum"]
    return Decimal(came - (back or 0)).quantize(Decimal("0.01"))


def _paid_by_card(due: Due, *, language: str) -> list[Pair]:
    # Whoever has paid nothing yet has paid nothing by card.
    paid = paid_by_gift_card(due.invoice) if due.payment.kept else Decimal(0)
    if not paid:
        return []
    return [(_("Paid by gift card"), money_text(paid, currency=due.currency, language=language))]


def terms(due: Due) -> str:
    assert due.invoice.invoice_date is not None
    days = (due.payment.due_date - due.invoice.invoice_date).days
    if not days:
        return _("at once")
    return ngettext("%(days)d day net", "%(days)d days net", days) % {"days": days}


def _settled(due: Due) -> str:
    if due.is_paid:
        return _("This invoice is paid.")
    return _("Nothing is left to pay.")


def _words(invoice: Invoice, *, language: str) -> list[str]:
    said = invoice.seller
    late = said.get("late_payment_text") or _(
        "If it is paid late, interest is due by the Swedish Interest Act (1975:635)."
    )
    fee = said.get("reminder_fee")
    if fee is None:
        return [late]
    amount = money_text(Decimal(fee), currency="SEK", language=language)
    return [late, _("A reminder costs %(amount)s.") % {"amount": amount}]
