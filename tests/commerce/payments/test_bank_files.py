"""The bank's files: read as banks write them, each payment once, matched by whole references."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from tamio.commerce.invoices.models import Invoice
from tamio.commerce.payments.bank.entries import MOST_BYTES, Unreadable
from tamio.commerce.payments.bank.importing import import_file, leave_out, match_by_hand, read
from tamio.commerce.payments.bank.matching import is_ocr
from tamio.commerce.payments.models import BankEntry, BankFile, Receipt, Standing
from tamio.commerce.payments.receiving import take_back
from tamio.commerce.stores.models import OcrKind, Store
from tests.commerce.payments.files import bgmax, camt, entry, payment
from tests.commerce.payments.paying import BY, pay, payment_of, sold
from tests.factories import NOW, make_store
from tests.tries import times

#: What the store's first three invoices are paid by: 1001, length digit, check digit.
FIRST, SECOND, THIRD = "100164", "100263", "100362"


@pytest.fixture
def store(db: None) -> Store:
    return make_store()


@pytest.fixture
def invoices(store: Store) -> list[Invoice]:
    return [sold("100.00", store=store) for _ in range(3)]


def take(store: Store, content: bytes) -> list[tuple[str, str]]:
    """Match and why of all that has been read of the file."""
    file, _is_new = import_file(store=store, content=content, name="bank.xml", by=BY, now=NOW)
    return list(file.entries.values_list("match", "why"))


def test_what_each_file_tells_is_the_same() -> None:
    [of_camt] = read(camt(entry(payment("100.00", FIRST)))).entries
    [of_bgmax] = read(bgmax((FIRST, "100.00"))).entries
    for told in (of_camt, of_bgmax):
        assert (told.reference, told.amount, told.currency) == (FIRST, Decimal("100.00"), "SEK")
        assert (told.booked_on, told.payer) == (date(2026, 11, 20), "Åsa Öberg")


@pytest.mark.parametrize("version", ["02", "08", "13"])
def test_every_version_of_camt_is_read(version: str) -> None:
    assert len(read(camt(entry(payment("1.00", FIRST)), version=version)).entries) == 1


@pytest.mark.usefixtures("invoices")
def test_payments_are_matched_by_their_references(store: Store) -> None:
    content = camt(entry(payment("100.00", FIRST), payment("40.00", SECOND), sum_="140.00"),
                   entry(payment("100.50", THIRD)))  # fmt: skip
    assert take(store, content) == [("paid", ""), ("partly", ""), ("over", "")]
    standings = [payment_of(each).standing for each in store.invoices.order_by("number")]
    assert standings == [Standing.PAID, Standing.PARTLY, Standing.OVER]
    receipt = Receipt.objects.earliest("pk")
    assert (receipt.paid_on, receipt.text) == (date(2026, 11, 20), f"Åsa Öberg · {FIRST}")


@pytest.mark.usefixtures("invoices")
@pytest.mark.parametrize(
    ("reference", "text", "why"),
    [
        ("", "", "no-reference"),
        ("", "tack för maten", "no-reference"),
        ("100165", "", "check-digit"),
        ("100146", "", "check-digit"),
        ("10016", "", "check-digit"),
        ("123455", "", "check-digit"),
        ("1234574", "", "no-invoice"),
        ("", f"{FIRST} och {SECOND}", "several"),
    ],
)
def test_what_is_not_certain_is_left_for_a_person(
    store: Store, reference: str, text: str, why: str
) -> None:
    assert take(store, camt(entry(payment("100.00", reference, text=text)))) == [("unknown", why)]
    assert not Receipt.objects.exists()


@pytest.mark.usefixtures("invoices")
@pytest.mark.parametrize(
    "written", [FIRST, f"000{FIRST}", "10 01 64", "1001-64", f"OCR {FIRST}", f"Faktura {FIRST}."]
)
def test_a_reference_is_read_as_payers_write_it(store: Store, written: str) -> None:
    assert take(store, camt(entry(payment("100.00", text=written)))) == [("paid", "")]


@pytest.mark.usefixtures("invoices")
def test_another_currency_pays_no_invoice_in_kronor(store: Store) -> None:
    content = camt(entry(payment("100.00", FIRST, currency="EUR")))
    assert take(store, content) == [("unknown", "currency")]


@pytest.mark.usefixtures("invoices")
@pytest.mark.parametrize(
    "content",
    [camt(entry(payment("100.00", FIRST, own="A1"))), camt(entry(payment("100.00", FIRST))),
     bgmax((FIRST, "100.00")), bgmax((FIRST, "100.00"), numbered=False)],
    ids=["camt", "camt without the bank's own reference", "bgmax", "bgmax without numbers"],
)  # fmt: skip
def test_the_same_file_twice_changes_nothing(store: Store, content: bytes) -> None:
    assert take(store, content) == take(store, content) == [("paid", "")]
    assert (BankFile.objects.count(), Receipt.objects.count()) == (1, 1)


@pytest.mark.usefixtures("invoices")
def test_a_payment_that_two_files_tell_of_is_taken_once(store: Store) -> None:
    first = payment("100.00", FIRST, own="A1")
    take(store, camt(entry(first)))
    longer = camt(entry(first, payment("100.00", SECOND, own="A2")))
    assert take(store, longer) == [("paid", "")]
    assert BankFile.objects.latest("pk").known_already == 1
    assert Receipt.objects.count() == 2


@pytest.mark.usefixtures("invoices")
def test_two_payments_that_are_all_alike_are_two(store: Store) -> None:
    same = payment("50.00", FIRST)
    assert take(store, camt(entry(same, same))) == [("partly", ""), ("paid", "")]


@pytest.mark.usefixtures("invoices")
def test_a_file_that_was_not_finished_is_finished_when_it_comes_again(store: Store) -> None:
    content = camt(entry(payment("100.00", FIRST, own="1"), payment("100.00", SECOND, own="2")))
    take(store, content)
    second = BankEntry.objects.latest("pk")
    BankEntry.objects.filter(pk=second.pk).delete()
    assert take(store, content) == [("paid", ""), ("paid", "")]
    assert Receipt.objects.count() == 2


def test_what_is_no_incoming_payment_is_passed_over() -> None:
    out = entry(payment("100.00", FIRST), way="DBIT")
    pending = entry(payment("100.00", FIRST), status="PDNG")
    newer = entry(payment("100.00", FIRST), status="<Cd>PDNG</Cd>")
    reversed_ = entry(payment("100.00", FIRST), extra="<RvslInd>true</RvslInd>")
    told = read(camt(out, pending, newer, reversed_))
    assert (list(told.entries), told.passed_over) == ([], 4)


def test_what_is_deducted_within_a_sum_pays_nothing() -> None:
    # A sum of what came in less what was taken back: only the first two pay something.
    gathered = entry(
        payment("100.00", FIRST), payment("60.00", SECOND, way="CRDT"),
        payment("40.00", THIRD, way="DBIT"), sum_="120.00",
    )  # fmt: skip
    told = read(camt(gathered))
    assert [each.reference for each in told.entries] == [FIRST, SECOND]
    assert told.passed_over == 1


@pytest.mark.parametrize("amount", ["0.001", "NaN", "Infinity", "1e30", "-1.00", "10 000"])
def test_an_amount_that_is_none_is_said(amount: str) -> None:
    with pytest.raises(Unreadable, match="no amount"), override("en"):
        read(camt(entry(payment(amount, FIRST))))


@pytest.mark.usefixtures("invoices")
def test_the_file_of_another_bankgiro_pays_nothing_by_itself(store: Store) -> None:
    # Two stores of one merchant both have an invoice 1001, and so the same references.
    content = bgmax((FIRST, "100.00"), bankgiro="9912346")
    assert take(store, content) == [("unknown", "bankgiro")]


@pytest.mark.usefixtures("invoices")
def test_the_bankgiro_that_an_invoice_named_goes_on_being_its_own(store: Store) -> None:
    Store.objects.update(bankgiro="991-2346")
    assert take(store, bgmax((FIRST, "100.00"))) == [("paid", "")]
    assert take(store, bgmax((SECOND, "100.00"), bankgiro="9912346")) == [("paid", "")]


def test_an_entry_without_details_has_its_own_amount() -> None:
    [told] = read(camt(entry(sum_="75.00", own="A1"))).entries
    assert told.amount == Decimal("75.00")


@pytest.mark.usefixtures("invoices")
def test_a_second_payment_of_a_paid_invoice_is_over(store: Store) -> None:
    pay(store.invoices.get(number=1001), "100.00")
    assert take(store, camt(entry(payment("100.00", FIRST)))) == [("over", "")]


@pytest.mark.usefixtures("invoices")
def test_another_stores_invoice_is_not_paid(store: Store) -> None:
    other = make_store()
    assert take(other, camt(entry(payment("100.00", FIRST)))) == [("unknown", "no-invoice")]


def test_an_unknown_payment_is_matched_by_hand_once(store: Store, invoices: list[Invoice]) -> None:
    take(store, camt(entry(payment("100.00", text="hej"))))
    unknown = BankEntry.objects.get()
    matched = match_by_hand(entry=unknown, invoice=invoices[0], by=BY, now=NOW)
    assert (matched.match, matched.why, matched.settled_by) == ("paid", "", BY)
    assert payment_of(invoices[0]).standing == Standing.PAID
    with pytest.raises(ValidationError):
        match_by_hand(entry=unknown, invoice=invoices[1], by=BY, now=NOW)


def test_a_wrong_match_is_taken_back_and_made_anew(store: Store, invoices: list[Invoice]) -> None:
    take(store, camt(entry(payment("100.00", text="hej"))))
    unknown = BankEntry.objects.get()
    for invoice in invoices:
        match_by_hand(entry=unknown, invoice=invoice, by=BY, now=NOW)
        assert payment_of(invoice).standing == Standing.PAID
        take_back(receipt=invoice.receipts.earliest("pk"), by=BY, now=NOW)
        assert payment_of(invoice).standing == Standing.UNPAID
    assert BankEntry.objects.get().match == "unknown"


def test_a_payment_for_no_invoice_is_left_out(store: Store) -> None:
    take(store, camt(entry(payment("100.00"))))
    assert leave_out(entry=BankEntry.objects.get(), by=BY).match == "left_out"


BOMB = b"""<?xml version="1.0"?><!DOCTYPE lolz [<!ENTITY lol "lol">
<!ENTITY lol2 "&lol;&lol;&lol;&lol;&lol;&lol;&lol;">]><Document>&lol2;</Document>"""
STRANGER = b"""<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>
<Document>&x;</Document>"""


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither"),
        (b"PK\x03\x04", "neither"),
        (BOMB, "document type"),
        (STRANGER, "document type"),
        (b"<Document>", "no whole XML"),
        (b"<html></html>", "no camt.053"),
        (b"<a>" * 50, "larger than any statement"),
        (b"<" * (MOST_BYTES + 1), "larger than 10 MB"),
        (camt(entry(payment("x", FIRST))), "Entry 1 has no amount"),
        (camt(entry(payment("-1", FIRST))), "Entry 1 has no amount"),
        (camt(entry(payment("1.00", FIRST), day="yesterday")), "Entry 1 has no booking date"),
        (bgmax((FIRST, "100.00"))[:-82], "cut off"),
        (bgmax((FIRST, "100.00")).replace(b"7000000001", b"7000000002"), "should hold 2"),
        (bgmax((FIRST, "100.00"), day="20261341"), "Line 6 has no day"),
        (bgmax((FIRST, "100.00")).replace(b"0000010000", b"00000x0000", 1), "Line 3 has no number"),
        (bgmax((FIRST, "100.00")) + b"20", "after the end"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_said_and_nothing_is_written(
    store: Store, content: bytes, said: str
) -> None:
    with pytest.raises(Unreadable, match=said), override("en"):
        take(store, content)
    assert not BankFile.objects.exists()


def test_a_payment_with_several_references_is_left_for_a_person(store: Store) -> None:
    sold("100.00", store=store)
    sold("100.00", store=store)
    lines = bgmax((FIRST, "200.00")).decode("iso-8859-1").split("\r\n")
    lines.insert(3, f"22{'0' * 10}{SECOND:>25}{0:018d}240000000000010".ljust(80))
    assert take(store, "\r\n".join(lines).encode("iso-8859-1")) == [("unknown", "several")]


@pytest.mark.parametrize(
    ("number", "kind", "right"),
    [
        ("1234574", OcrKind.LENGTH, True),
        ("123455", OcrKind.LENGTH, False),
        ("123455", OcrKind.CHECK, True),
        ("2026000105", OcrKind.LENGTH, True),
        ("202600011", OcrKind.CHECK, True),
        ("123451", OcrKind.CHECK, False),
        ("5", OcrKind.CHECK, False),
        ("0" * 26, OcrKind.CHECK, False),
        ("", OcrKind.CHECK, False),
        ("²", OcrKind.CHECK, False),
    ],
)
def test_a_reference_counts_only_whole(number: str, kind: OcrKind, *, right: bool) -> None:
    assert is_ocr(number, kind=kind) is right


@settings(max_examples=times(5))
@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused_in_words(content: bytes) -> None:
    for start in (b"", b"<", b"01BGMAX" + b" " * 73 + b"\n20"):
        with suppress(Unreadable):
            read(start + content)
