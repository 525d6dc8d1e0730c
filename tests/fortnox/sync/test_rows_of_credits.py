"""Negative rows carry exactly what a credit note takes back, as Fortnox will work it out."""

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.invoices.credit import credit, credit_all, left_of
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import CreditNote, Invoice
from tamio.fortnox.client.models.order import OrderRow
from tamio.fortnox.sync.accounts.decider import RevenueAccounts
from tamio.fortnox.sync.credits.rows import credited_rows
from tamio.fortnox.sync.rows import Words, rows_of
from tamio.fortnox.sync.texts import Texts
from tests.commerce.drafts import make_draft
from tests.commerce.lines import baskets, draft
from tests.commerce.test_credit import BY, credited, some_parts, units
from tests.factories import NOW
from tests.fortnox.sync.test_mapping import hundredths
from tests.tries import times

ACCOUNTS = RevenueAccounts(goods=3001, services=3041)


def rows_for(note: CreditNote) -> list[OrderRow]:
    texts = Texts()
    found = credited_rows(
        note, includes_vat=note.invoice.prices_include_vat, accounts=ACCOUNTS, texts=texts
    )
    return list(rows_of(found, texts=texts))


def sums_in_fortnox(rows: list[OrderRow], *, includes_vat: bool) -> tuple[Decimal, Decimal]:
    """Amount and VAT, row by row."""
    total = vat = Decimal(0)
    for row in rows:
        assert row.price is not None
        assert row.delivered_quantity is not None
        assert row.vat is not None
        amount = hundredths(hundredths(row.price) * hundredths(row.delivered_quantity))
        row_vat = hundredths(amount * row.vat / (100 + row.vat if includes_vat else Decimal(100)))
        total += amount if includes_vat else amount + row_vat
        vat += row_vat
    return total, vat


@pytest.mark.django_db
def test_units_are_taken_back_at_their_price_under_a_text_that_names_the_credit_note() -> None:
    invoice = make_draft(lines=[draft(quantity=Decimal(3))])
    invoice.issue(now=NOW)

    text, row = rows_for(credited(invoice, units("2")))

    assert text.description == "Kreditfaktura 1001, 2026-11-23: Retur"
    assert (row.delivered_quantity, row.price, row.account_number) == (
        Decimal(-2),
        Decimal("99.00"),
        3001,
    )


@pytest.mark.django_db
def test_words_in_a_row_of_their_own_never_follow_other_words() -> None:
    rows = list(rows_of([Words("Hej", "row 1"), Words("Kredit", "credit note 1")], texts=Texts()))

    assert [row.description for row in rows] == ["Hej - Kredit"]


class AnyCredits(TestCase):
    @settings(max_examples=times(0.5))
    @given(basket=baskets(most=3), data=st.data())
    def test_whatever_is_taken_back_fortnox_reaches_the_same_ore(
        self, basket: list[LineDraft], data: st.DataObject
    ) -> None:
        invoice = make_draft(lines=basket)
        Invoice.objects.filter(pk=invoice.pk).update(prices_include_vat=basket[0].includes_vat)
        invoice.refresh_from_db()
        invoice.issue(now=NOW)
        for _ in range(4):
            if parts := data.draw(some_parts(invoice)):
                credit(invoice=invoice, parts=parts, reason="Retur", by=BY, now=NOW)
        if any(each.amounts.gross for each in left_of(invoice)):
            credit_all(invoice=invoice, reason="Resten", by=BY, now=NOW)

        for note in invoice.credit_notes.all():
            found = sums_in_fortnox(rows_for(note), includes_vat=invoice.prices_include_vat)
            assert found == (note.total, note.vat)
