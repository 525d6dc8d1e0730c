"""What the models refuse, and what the database refuses to whoever goes around them."""

from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import ProtectedError
from hypothesis import given, settings

from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import AlreadyIssued, Invoice, InvoiceLine
from tests.commerce.drafts import make_draft
from tests.commerce.lines import baskets, draft
from tests.factories import NOW, make_store
from tests.tries import times

pytestmark = pytest.mark.django_db


def issued() -> Invoice:
    invoice = make_draft()
    invoice.issue(now=NOW)
    return invoice


@contextmanager
def refused_by_the_database(why: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=why), transaction.atomic():
        yield


def test_saving_an_issued_invoice_is_refused() -> None:
    invoice = issued()
    invoice.buyer_name = "Någon Annan"

    with pytest.raises(AlreadyIssued):
        invoice.save()


@pytest.mark.parametrize(
    "change",
    [
        {"buyer_name": "Någon Annan"},
        {"external_reference": "webb-1"},
        {"net": Decimal(0), "vat": Decimal(0), "total": Decimal(0)},
        {"number": 7},
        {"issued_at": None, "number": None, "invoice_date": None},
    ],
)
def test_no_column_of_an_issued_invoice_can_be_changed(change: dict[str, Any]) -> None:
    invoice = issued()

    with refused_by_the_database("never edited"):
        Invoice.objects.filter(pk=invoice.pk).update(**change)


@pytest.mark.parametrize(
    "change",
    [{"description": "Något annat"}, {"net": Decimal(0), "vat": Decimal(0), "gross": Decimal(0)}],
)
def test_no_line_of_an_issued_invoice_can_be_changed(change: dict[str, Any]) -> None:
    invoice = issued()

    with refused_by_the_database("final|never edited"):
        invoice.lines.update(**change)


def test_an_issued_invoice_takes_no_more_lines() -> None:
    invoice = issued()
    line = InvoiceLine(invoice=invoice, position=2, **draft().columns())

    with refused_by_the_database("final|no more lines"):
        line.save()


def test_a_line_cannot_be_moved_into_or_out_of_an_issued_invoice() -> None:
    invoice, other = issued(), make_draft()

    with refused_by_the_database("final|never edited"):
        other.lines.update(invoice=invoice, position=2)
    with refused_by_the_database("final|never edited"):
        invoice.lines.update(invoice=other, position=2)


def test_an_invoice_without_lines_is_not_issued() -> None:
    with refused_by_the_database("do not sum"):
        make_draft(lines=[]).issue(now=NOW)


@pytest.mark.parametrize(("net", "vat"), [("0.01", "0"), ("0", "0.01"), ("0.01", "-0.01")])
def test_an_invoice_whose_lines_do_not_sum_to_it_is_not_issued(net: str, vat: str) -> None:
    invoice = make_draft(lines=[draft(), draft()])
    line = invoice.lines.get(position=1)
    line.net, line.vat = line.net + Decimal(net), line.vat + Decimal(vat)
    line.gross = line.net + line.vat
    line.save()

    with refused_by_the_database("do not sum"):
        invoice.issue(now=NOW)


def test_an_invoice_is_not_born_issued() -> None:
    invoice = issued()
    invoice.pk, invoice.number = None, 2000

    with refused_by_the_database("starts as a draft"):
        Invoice.objects.bulk_create([invoice])


@pytest.mark.parametrize("column", ["net", "vat", "total"])
def test_a_total_that_is_not_net_and_vat_is_refused(column: str) -> None:
    invoice = make_draft()
    setattr(invoice, column, Decimal("1.00"))

    with refused_by_the_database("invoice_total_is_net_and_vat"):
        invoice.save()


def test_a_line_whose_gross_is_not_net_and_vat_is_refused() -> None:
    line = make_draft().lines.get()
    line.gross += Decimal("0.01")

    with refused_by_the_database("line_gross_is_net_and_vat"):
        line.save()


def test_invoices_and_lines_are_never_deleted() -> None:
    invoice = issued()

    for doomed in (invoice, invoice.lines.get(), invoice.lines.all(), Invoice.objects.all()):
        with pytest.raises(AlreadyIssued):
            doomed.delete()
    with pytest.raises(ProtectedError):
        invoice.customer.delete()


def test_a_draft_can_still_be_changed() -> None:
    invoice = make_draft()
    invoice.buyer_name = "Någon Annan"
    invoice.save()
    invoice.lines.update(description="Något annat")

    invoice.issue(now=NOW)

    assert Invoice.objects.get().buyer_name == "Någon Annan"


@settings(max_examples=times(2))
@given(basket=baskets(most=6))
def test_every_basket_that_adds_up_can_be_issued(basket: list[LineDraft]) -> None:
    invoice = make_draft(store=make_store(), lines=basket)

    invoice.issue(now=NOW)

    invoice.refresh_from_db()
    assert sum(line.gross for line in invoice.lines.all()) == invoice.total


def test_an_invoice_of_the_greatest_amounts_can_be_issued() -> None:
    greatest = draft(unit_price=Decimal("999999.99"), quantity=Decimal("999.99"))

    make_draft(lines=[greatest] * 100).issue(now=NOW)

    assert Invoice.objects.get().total == greatest.gross * 100
