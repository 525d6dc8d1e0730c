"""Credits of invoices with rows below nothing: never more than was asked for, for a discount of a
whole sale is a row of its own; but what was traded in does not bind what was bought beside it.
"""

from collections.abc import Sequence
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from tamio.commerce.checkout.sale_charges import Charge, Charges
from tamio.commerce.invoices.credit import CreditPart, credit, credit_all, left_of, with_discounts
from tamio.commerce.invoices.lines import LineDraft
from tamio.commerce.invoices.models import CreditNote, Invoice
from tests.commerce.drafts import make_draft
from tests.commerce.lines import draft
from tests.factories import NOW
from tests.tries import times


def sold(
    *lines: LineDraft, off: str = "0", freight: str = "0", rounding: str = "0", incl: bool = True
) -> Invoice:
    charges = Charges(
        discounts=[Charge(description="Kampanj", amount=Decimal(off))],
        shipping=Charge(description="Frakt", amount=Decimal(freight)),
        rounding=Decimal(rounding),
    )
    invoice = make_draft(lines=[*lines, *charges.drafts(lines, includes_vat=incl)])
    Invoice.objects.filter(pk=invoice.pk).update(prices_include_vat=incl)
    invoice.refresh_from_db()
    invoice.issue(now=NOW)
    return invoice


def credited(invoice: Invoice, *parts: CreditPart) -> CreditNote:
    return credit(invoice=invoice, parts=parts, reason="Retur", by="anna@example.com", now=NOW)


def units(count: str, position: int = 1) -> CreditPart:
    return CreditPart(position=position, quantity=Decimal(count))


def amount(value: str, position: int = 1) -> CreditPart:
    return CreditPart(position=position, amount=Decimal(value))


def refusal(invoice: Invoice, *parts: CreditPart) -> str:
    with pytest.raises(ValidationError) as refused:
        credited(invoice, *parts)
    assert list(refused.value.message_dict) == ["lines"]
    return str(refused.value.message_dict["lines"][0])


@pytest.mark.django_db
def test_goods_do_not_come_back_whole_while_their_discount_stays() -> None:
    invoice = sold(draft(), off="9.90")

    assert "9.90" in refusal(invoice, units("1"))
    assert "0.10" in refusal(invoice, amount("89.20"))
    assert credited(invoice, units("1"), amount("-9.90", position=2)).total == -invoice.total


@pytest.mark.django_db
def test_freight_does_not_cover_for_a_discount() -> None:
    invoice = sold(draft(), off="9.90", freight="49.00")

    assert "9.90" in refusal(invoice, units("1"))


@pytest.mark.django_db
def test_goods_of_one_rate_do_not_cover_for_the_discount_of_another() -> None:
    # Else more VAT would be taken back at the higher rate than was ever charged at it.
    book = draft(sku="BOK", vat_rate=Decimal(6))
    invoice = sold(draft(), book, off="19.80")

    assert "9.90" in refusal(invoice, units("1"))
    credited(invoice, units("1"), amount("-9.90", position=3))


@pytest.mark.django_db
def test_what_was_traded_in_does_not_bind_what_was_bought() -> None:
    old = draft(sku="GAMMAL", quantity=Decimal(-1), unit_price=Decimal("40.00"))
    invoice = sold(draft(), old)

    assert credited(invoice, units("1")).total == Decimal("-99.00")
    assert credit_all(invoice=invoice, reason="Resten", by="", now=NOW).total == Decimal("40.00")


@pytest.mark.django_db
def test_rounding_down_goes_back_with_the_last_of_the_sale() -> None:
    # Commerce facts, section 7: the credit note repeats the choice.
    invoice = sold(draft(unit_price=Decimal("99.40")), rounding="-0.40")

    assert "0.40" in refusal(invoice, units("1"))
    assert credited(invoice, units("1"), amount("-0.40", position=2)).total == Decimal("-99.00")


@pytest.mark.django_db
def test_a_proposal_takes_the_same_share_of_the_discount() -> None:
    invoice = sold(draft(quantity=Decimal(3)), off="29.69")

    first = with_discounts(invoice=invoice, parts=[units("1")])
    credited(invoice, *first)
    rest = with_discounts(invoice=invoice, parts=[units("2")])
    credited(invoice, *rest)

    assert [part.amount for part in (first[1], rest[1])] == [Decimal("-9.90"), Decimal("-19.79")]
    assert not any(each.amounts.gross for each in left_of(invoice))


class AnyDiscountedSale(TestCase):
    @settings(max_examples=times(0.8))
    @given(data=st.data())
    def test_whatever_is_credited_no_more_goes_back_than_was_asked_for(
        self, data: st.DataObject
    ) -> None:
        incl = data.draw(st.booleans())
        lines = data.draw(st.lists(goods(incl), min_size=1, max_size=3))
        full = sum((each.gross if incl else each.net for each in lines), Decimal(0))
        off = data.draw(st.decimals("0", full, places=2))
        freight = data.draw(st.decimals("0", "99", places=2))
        invoice = sold(*lines, off=str(off), freight=str(freight), incl=incl)

        for _ in range(3):
            parts = data.draw(some_parts(invoice))
            try:
                credited(invoice, *parts)
            except ValidationError:
                continue
            assert _left(invoice, incl) >= -len(lines) * Decimal("0.01")
        if any(each.amounts.gross for each in left_of(invoice)):
            credit_all(invoice=invoice, reason="Resten", by="", now=NOW)

        notes = CreditNote.objects.filter(invoice=invoice)
        assert sum((note.total for note in notes), invoice.total) == 0

    @settings(max_examples=times(0.8))
    @given(data=st.data())
    def test_every_proposal_can_be_credited(self, data: st.DataObject) -> None:
        incl = data.draw(st.booleans())
        lines = data.draw(st.lists(goods(incl), min_size=1, max_size=3))
        full = sum((each.gross if incl else each.net for each in lines), Decimal(0))
        off = data.draw(st.decimals("0", full, places=2))
        invoice = sold(*lines, off=str(off), incl=incl)

        for position, line in enumerate(lines, start=1):
            if not line.gross:
                continue
            first = data.draw(st.integers(0, int(line.quantity)))
            for count in (first, int(line.quantity) - first):
                if count:
                    part = units(str(count), position)
                    credited(invoice, *with_discounts(invoice=invoice, parts=[part]))

        assert not any(each.amounts.gross for each in left_of(invoice))


def _left(invoice: Invoice, incl: bool) -> Decimal:
    left = left_of(invoice)
    return sum((each.amounts.gross if incl else each.amounts.net for each in left), Decimal(0))


def goods(incl: bool) -> st.SearchStrategy[LineDraft]:
    return st.builds(
        draft,
        quantity=st.integers(1, 9).map(Decimal),
        unit_price=st.decimals("1", "999", places=2),
        vat_rate=st.sampled_from(("25", "12", "6")).map(Decimal),
        item_type=st.sampled_from(("physical", "service")),
        includes_vat=st.just(incl),
    )


@st.composite
def some_parts(draw: st.DrawFn, invoice: Invoice) -> Sequence[CreditPart]:
    parts = []
    for left in left_of(invoice):
        most = left.amounts.gross if invoice.prices_include_vat else left.amounts.net
        if not most or not draw(st.booleans()):
            continue
        whole = draw(st.booleans())
        value = most if whole else draw(st.decimals("0.01", abs(most), places=2)).copy_sign(most)
        parts.append(CreditPart(position=left.line.position, amount=value))
    return parts
