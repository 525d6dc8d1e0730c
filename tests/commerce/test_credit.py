"""Credit notes: whole, partial, several; never more than was sold, and the last öre goes too."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.invoices.credit import (
    CreditPart,
    credit,
    credit_all,
    left_of,
    with_discounts,
    would_credit,
)
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import AlreadyIssued, CreditNote, CreditNoteLine, Invoice
from tamio.commerce.money import round_half_up
from tests.commerce.drafts import make_draft
from tests.commerce.lines import baskets, draft
from tests.factories import NOW
from tests.tries import times

BY = "anna@example.com"


def issued(*lines: LineDraft) -> Invoice:
    invoice = make_draft(lines=lines or [draft(quantity=Decimal(3), unit_price=Decimal("9.99"))])
    invoice.issue(now=NOW)
    return invoice


def credited(invoice: Invoice, *parts: CreditPart, reason: str = "Retur") -> CreditNote:
    return credit(invoice=invoice, parts=parts, reason=reason, by=BY, now=NOW)


def units(count: str, position: int = 1) -> CreditPart:
    return CreditPart(position=position, quantity=Decimal(count))


def amount(value: str, position: int = 1) -> CreditPart:
    return CreditPart(position=position, amount=Decimal(value))


@contextmanager
def refused(field: str) -> Iterator[None]:
    before = CreditNote.objects.count()
    with pytest.raises(ValidationError) as refusal:
        yield
    assert list(refusal.value.message_dict) == [field]
    assert CreditNote.objects.count() == before


@pytest.mark.django_db
def test_a_whole_credit_takes_back_every_ore() -> None:
    invoice = issued(draft(), draft(vat_rate=Decimal(6), unit_price=Decimal("33.33")))

    note = credit_all(invoice=invoice, reason="Ångrat köp", by=BY, now=NOW)

    assert (note.net, note.vat, note.total) == (-invoice.net, -invoice.vat, -invoice.total)
    assert note.number == 1001
    assert [each.amounts.gross for each in left_of(invoice)] == [0, 0]


@pytest.mark.django_db
def test_units_are_credited_at_the_price_they_were_sold_for() -> None:
    # Commerce facts, section 1: 9.99 incl. 25 % is 7.99 + 2.00.
    note = credited(issued(), units("1"))

    assert (note.total, note.vat) == (Decimal("-9.99"), Decimal("-2.00"))


@pytest.mark.django_db
def test_the_last_unit_takes_what_the_others_left() -> None:
    invoice = issued()  # 29.97, VAT 5.99: three times 2.00 would be an öre too much

    notes = [credited(invoice, units("1")) for _ in range(3)]

    assert [note.vat for note in notes] == [Decimal("-2.00"), Decimal("-2.00"), Decimal("-1.99")]
    assert sum(note.total for note in notes) == -invoice.total


@pytest.mark.django_db
def test_a_discounted_unit_is_credited_at_its_share_of_the_discount() -> None:
    invoice = issued(draft(quantity=Decimal(4), discount=Decimal("39.60")))

    assert credited(invoice, units("1")).total == Decimal("-89.10")


@pytest.mark.django_db
def test_an_amount_off_the_price_leaves_the_units() -> None:
    invoice = issued()

    credited(invoice, amount("5.00"))

    left = left_of(invoice)[0]
    assert (left.quantity, left.amounts.gross) == (Decimal(3), Decimal("24.97"))


@pytest.mark.django_db
def test_a_discount_is_taken_back_with_its_own_sign() -> None:
    invoice = issued(
        draft(), draft(kind="discount", sku="", unit_price=Decimal("-9.90"), description="Kampanj")
    )

    note = credited(invoice, amount("-9.90", position=2))

    assert note.total == Decimal("9.90")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("lines", ()),
        ("lines.0.quantity", (units("3.0001"),)),
        ("lines.0.quantity", (units("0"),)),
        ("lines.0.quantity", (units("-1"),)),
        ("lines.0.quantity", (units("NaN"),)),
        ("lines.0.quantity", (units("0.0001"),)),
        ("lines.0.quantity", (CreditPart(position=1),)),
        ("lines.0.quantity", (CreditPart(position=1, quantity=Decimal(1), amount=Decimal(1)),)),
        ("lines.0.amount", (amount("29.98"),)),
        ("lines.0.amount", (amount("-1"),)),
        ("lines.0.amount", (amount("0.001"),)),
        ("lines.0.position", (units("1", position=2),)),
        ("lines.1.position", (units("1"), units("1"))),
    ],
)
def test_what_cannot_be_taken_back_is_refused_by_field(field: str, parts: Any) -> None:
    invoice = issued()

    with refused(field):
        credited(invoice, *parts)


@pytest.mark.django_db
@pytest.mark.parametrize("reason", ["", "  ", "x" * 201, "a\u0000"])
def test_a_credit_says_why(reason: str) -> None:
    invoice = issued()

    with refused("reason"):
        credited(invoice, units("1"), reason=reason)


@pytest.mark.django_db
def test_nothing_is_left_after_a_whole_credit() -> None:
    invoice = issued()
    credit_all(invoice=invoice, reason="Retur", by=BY, now=NOW)

    with refused("lines"):
        credit_all(invoice=invoice, reason="Retur", by=BY, now=NOW)
    with refused("lines.0.position"):
        credited(invoice, units("1"))


@pytest.mark.django_db
def test_a_draft_has_nothing_to_credit() -> None:
    draft_only = make_draft()

    with refused("invoice"):
        credit_all(invoice=draft_only, reason="Retur", by=BY, now=NOW)


@pytest.mark.django_db
def test_an_issued_credit_note_is_final() -> None:
    note = credited(issued(), units("1"))

    with pytest.raises(AlreadyIssued):
        note.save()
    with pytest.raises(AlreadyIssued):
        note.delete()
    with pytest.raises(IntegrityError, match="never edited"), transaction.atomic():
        CreditNote.objects.filter(pk=note.pk).update(reason="Annat")
    with pytest.raises(IntegrityError, match=r"never edited|final"), transaction.atomic():
        note.lines.update(quantity=2)


@pytest.mark.django_db
def test_the_database_refuses_to_take_back_more_than_was_sold() -> None:
    invoice = issued()
    line = invoice.lines.get()
    note = CreditNote(
        store=invoice.store, invoice=invoice, reason="Retur", issued_by=BY,
        net=Decimal("-24.00"), vat=Decimal("-6.00"), total=Decimal("-30.00"),
    )  # fmt: skip
    note.save()
    CreditNoteLine.objects.create(
        credit_note=note, line=line, position=1, net=note.net, vat=note.vat, gross=note.total
    )

    with pytest.raises(IntegrityError, match="no more than was sold"), transaction.atomic():
        note.issue(now=NOW)


@pytest.mark.django_db
def test_the_database_refuses_a_credit_note_that_does_not_add_up() -> None:
    invoice = issued()
    note = CreditNote(
        store=invoice.store, invoice=invoice, reason="Retur", issued_by=BY,
        net=Decimal("-8.00"), vat=Decimal("-2.00"), total=Decimal("-10.00"),
    )  # fmt: skip
    note.save()

    with pytest.raises(IntegrityError, match="do not sum"), transaction.atomic():
        note.issue(now=NOW)


class AnyCredits(TestCase):
    @settings(max_examples=times(0.8))
    @given(basket=baskets(most=4), data=st.data())
    def test_however_it_is_credited_nothing_is_left_at_last_and_never_less(
        self, basket: list[LineDraft], data: st.DataObject
    ) -> None:
        invoice = make_draft(lines=basket)
        Invoice.objects.filter(pk=invoice.pk).update(prices_include_vat=basket[0].includes_vat)
        invoice.refresh_from_db()
        invoice.issue(now=NOW)

        for _ in range(4):
            parts = data.draw(some_parts(invoice))
            if parts:
                credited(invoice, *parts)
            for each in left_of(invoice):
                assert 0 <= each.amounts.gross <= each.line.gross
                assert 0 <= each.amounts.vat <= each.line.vat
                assert each.amounts.net + each.amounts.vat == each.amounts.gross
        if any(each.amounts.gross for each in left_of(invoice)):
            credit_all(invoice=invoice, reason="Resten", by=BY, now=NOW)

        notes = CreditNote.objects.filter(invoice=invoice)
        assert sum((note.total for note in notes), invoice.total) == 0
        assert sum((note.vat for note in notes), invoice.vat) == 0


@st.composite
def some_parts(draw: st.DrawFn, invoice: Invoice) -> Sequence[CreditPart]:
    """With the discounts' share of them; none where that is more than was asked for."""
    parts = with_discounts(invoice=invoice, parts=draw(_some_goods(invoice)))
    return parts if may_be_credited(invoice, parts) else []


def may_be_credited(invoice: Invoice, parts: Sequence[CreditPart]) -> bool:
    """Not where a rounding that stays would make it more than was asked for."""
    try:
        would_credit(invoice=invoice, parts=parts)
    except ValidationError:
        return False
    return True


@st.composite
def _some_goods(draw: st.DrawFn, invoice: Invoice) -> Sequence[CreditPart]:
    parts = []
    for left in left_of(invoice):
        most = left.amounts.gross if invoice.prices_include_vat else left.amounts.net
        if most <= 0 or not draw(st.booleans()):
            continue
        if left.quantity and draw(st.booleans()):
            count = draw(st.decimals("0.0001", left.quantity, places=4))
            if round_half_up(most * count / left.quantity):
                parts.append(CreditPart(position=left.line.position, quantity=count))
        else:
            value = draw(st.decimals("0.01", most, places=2))
            parts.append(CreditPart(position=left.line.position, amount=value))
    return parts
