"""Invoices, one by one."""

from datetime import datetime

from django.db.models import QuerySet

from tamio.commerce.documents.mailing import KIND, mail_invoice
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.letters.models import InvoiceMessage
from tamio.commerce.stores.models import Store


def rows(store: Store) -> QuerySet[Invoice]:
    issued: QuerySet[Invoice] = store.invoices.filter(number__isnull=False)
    return issued.select_related("store", "customer")


def mail(invoice: Invoice, _choice: str, by: str, now: datetime) -> bool | None:
    """None if it was mailed a moment ago."""
    letter = mail_invoice(invoice, now=now)
    if letter is None:
        return None
    InvoiceMessage.objects.create(message=letter, invoice=invoice, kind=KIND, sent_by=by)
    return True
