"""Printing and sending: PDFs that can be read, mails that can be looked at, the mark Sent."""

import re
from typing import Any

import pytest

from fortnox_simulator.sales import pdf
from tests.simulator.caller import TENANT, Caller, caller, refusal

KINDS = pytest.mark.parametrize(
    ("name", "path"), [("Order", "/orders/1"), ("Invoice", "/invoices/1")]
)


def with_both(**customer: Any) -> Caller:
    """An order and an invoice of 1 250 kronor each."""
    fortnox = caller(name="Åkerö (norra) AB", city="Umeå")
    fortnox.customer(Name="Örnbergs", **customer)
    row = {"Description": "Räksmörgås", "Price": 1000, "DeliveredQuantity": 1}
    fortnox.order(row)
    fortnox.invoice(row)
    return fortnox


def is_sent(fortnox: Caller, name: str, path: str) -> bool:
    return bool(fortnox.get(path)[1][name]["Sent"])


def objects(content: bytes) -> dict[int, bytes]:
    """The file's objects, each found where the table says; asserts that all is where it must be."""
    assert content.startswith(b"%PDF-1.")
    assert content.endswith(b"%%EOF\n")
    start = int(content.rsplit(b"startxref\n", 1)[1].split()[0])
    table = re.match(rb"xref\n0 (\d+)\n((?:\d{10} \d{5} [fn] \n)+)trailer\n", content[start:])
    assert table
    places = [int(line[:10]) for line in table[2].splitlines()]
    assert len(places) == int(table[1])
    assert b"/Size %s " % table[1] in content[start:]
    found = {}
    for number, place in enumerate(places[1:], start=1):
        head = b"%d 0 obj\n" % number
        assert content[place:].startswith(head)
        found[number] = content[place + len(head) :].split(b"\nendobj\n")[0]
    return found


def pages(content: bytes) -> list[str]:
    """The words of each page, in the order of the page tree."""
    found = objects(content)
    tree = found[int(re.search(rb"/Root (\d+)", content)[1])]  # type: ignore[index]
    kids = found[int(re.search(rb"/Pages (\d+)", tree)[1])]  # type: ignore[index]
    numbers = [int(kid) for kid in re.findall(rb"(\d+) 0 R", kids)]
    assert b"/Count %d " % len(numbers) in kids
    return [_words(found, found[number]) for number in numbers]


def _words(found: dict[int, bytes], page: bytes) -> str:
    stream = found[int(re.search(rb"/Contents (\d+)", page)[1])]  # type: ignore[index]
    head, _, rest = stream.partition(b"\nstream\n")
    length = int(re.search(rb"/Length (\d+)", head)[1])  # type: ignore[index]
    assert rest[length:] == b"\nendstream"
    for font in re.findall(rb"/F\d+", rest):
        assert font in page
    shown = re.findall(rb"\(((?:\\.|[^()\\])*)\) Tj", rest[:length])
    plain = [re.sub(rb"\\(.)", rb"\1", text).decode("cp1252") for text in shown]
    return " ".join(plain).replace("\u00a0", " ")


@KINDS
def test_a_printed_document_is_a_pdf_that_shows_number_and_total(name: str, path: str) -> None:
    fortnox = with_both(Address1="Storgatan 1", ZipCode="903 26", City="Umeå")

    response = fortnox.send("GET", f"{path}/print")

    assert response.status_code == 200
    assert response.headers["content-type"] == "application/pdf"
    (page,) = pages(response.content)
    today = fortnox.state.clock.today().isoformat()
    title = {"Order": "Order 1", "Invoice": "Faktura 1"}[name]
    for words in (
        *(title, today, "Åkerö (norra) AB", "Org.nr 559284-5175", "Örnbergs", "903 26 Umeå"),
        *("Räksmörgås", "Moms 250,00", "Att betala SEK 1 250,00"),
    ):
        assert words in page, words


def test_an_invoice_shows_what_to_pay_by() -> None:
    fortnox = with_both()

    (page,) = pages(fortnox.send("GET", "/invoices/1/preview").content)

    invoice = fortnox.get("/invoices/1")[1]["Invoice"]
    assert f"OCR-nummer {invoice['OCR']}" in page
    assert f"Förfallodatum {invoice['DueDate']}" in page


def test_a_credit_invoice_says_so() -> None:
    fortnox = with_both()
    fortnox.put("/invoices/1/credit")

    (page,) = pages(fortnox.send("GET", "/invoices/2/preview").content)

    assert "Kreditfaktura 2" in page
    assert "-1 250,00" in page


def test_many_rows_go_on_as_many_pages_as_they_need() -> None:
    fortnox = caller()
    rows = [{"Description": f"Rad {n}", "Price": 1, "DeliveredQuantity": 1} for n in range(150)]
    fortnox.order(*rows, Remarks="Tack för köpet")

    found = pages(fortnox.send("GET", "/orders/1/print").content)

    assert len(found) == 4
    for place, page in enumerate(found, start=1):
        assert f"Sida {place} (4)" in page
        assert "Order 1" in page
        assert "Artikelnr" in page
    shown = [int(row) for page in found for row in re.findall(r"Rad (\d+)", page)]
    assert shown == list(range(150))
    assert "Att betala" not in found[0]
    assert "Att betala SEK 187,50" in found[3]
    assert "Tack för köpet" in found[3]


def test_a_long_text_is_broken_into_lines_that_fit() -> None:
    words = "En rätt så lång text om kaffe, te och andra varma drycker"

    lines = pdf.wrapped(words, within=100, size=9)

    assert " ".join(lines) == words
    assert len(lines) > 2
    assert all(pdf.width(line, 9) <= 100 for line in lines)


def test_figures_to_the_right_end_at_the_same_place() -> None:
    # In Helvetica a digit is 0.556 and a space or comma 0.278 of the size.
    assert pdf.width("1\u00a0250,00", 10) == pytest.approx(6 * 5.56 + 2 * 2.78)
    assert pdf.width("Å", 10) == pdf.width("A", 10)


@KINDS
def test_printing_marks_as_sent_and_a_preview_does_not(name: str, path: str) -> None:
    fortnox = with_both()

    assert fortnox.send("GET", f"{path}/preview").content.startswith(b"%PDF")
    assert not is_sent(fortnox, name, path)
    fortnox.send("GET", f"{path}/print")
    assert is_sent(fortnox, name, path)


@KINDS
def test_another_system_may_say_that_it_has_sent_it(name: str, path: str) -> None:
    fortnox = with_both()

    answer = fortnox.put(f"{path}/externalprint", {name: {}})

    assert (answer[0], answer[1][name]["Sent"]) == (200, True)
    assert is_sent(fortnox, name, path)


@KINDS
def test_an_email_is_noted_and_marks_as_sent(name: str, path: str) -> None:
    fortnox = with_both(Email="a@example.com")
    words = {"EmailBody": "Hej!", "EmailAddressCC": "b@example.com"}
    assert fortnox.put(path, {name: {"EmailInformation": words}})[0] == 200

    status, body = fortnox.get(f"{path}/email")

    assert (status, body[name]["Sent"]) == (200, True)
    assert is_sent(fortnox, name, path)
    (mail,) = fortnox.http.get("/_simulator/mails").json()
    subject = {"Order": "Order 1 bifogas", "Invoice": "Faktura 1 bifogas"}[name]
    assert (mail["tenant"], mail["document"], mail["number"]) == (TENANT, name, "1")
    assert (mail["to"], mail["cc"], mail["bcc"]) == ("a@example.com", "b@example.com", None)
    assert (mail["subject"], mail["body"]) == (subject, "Hej!")


@KINDS
def test_an_email_needs_an_address(name: str, path: str) -> None:
    fortnox = with_both()

    assert refusal(fortnox.get(f"{path}/email")) == (400, 2000588)
    assert not is_sent(fortnox, name, path)
    assert fortnox.http.get("/_simulator/mails").json() == []


def test_mails_are_shown_company_by_company() -> None:
    fortnox = with_both(Email="a@example.com")
    for path in ("/orders/1", "/invoices/1"):
        fortnox.get(f"{path}/email")

    def ids(query: str) -> list[int]:
        return [mail["id"] for mail in fortnox.http.get(f"/_simulator/mails?{query}").json()]

    assert ids(f"tenant={TENANT}") == [1, 2]
    assert ids("tenant=1") == []
    assert fortnox.http.get("/_simulator/mails?tenant=x").status_code == 400


def test_an_invoiced_order_can_still_be_printed() -> None:
    fortnox = with_both()
    fortnox.put("/orders/1/createinvoice")

    assert fortnox.send("GET", "/orders/1/print").status_code == 200
    assert is_sent(fortnox, "Order", "/orders/1")


@pytest.mark.parametrize("way", ["einvoice", "eprint"])
def test_an_invoice_sent_through_fortnox_is_sent(way: str) -> None:
    fortnox = with_both()

    assert fortnox.get(f"/invoices/1/{way}")[1]["Invoice"]["Sent"] is True
    assert is_sent(fortnox, "Invoice", "/invoices/1")


def test_a_reminder_is_printed_and_counted() -> None:
    fortnox = with_both()
    fortnox.put("/invoices/1/bookkeep")

    for _ in range(2):
        (page,) = pages(fortnox.send("GET", "/invoices/1/printreminder").content)
        assert "Betalningspåminnelse, faktura 1" in page

    invoice = fortnox.get("/invoices/1")[1]["Invoice"]
    assert (invoice["Reminders"], invoice["Sent"]) == (2, True)
    assert invoice["LastRemindDate"] == fortnox.state.clock.today().isoformat()


def test_only_what_is_booked_and_owed_is_reminded_of() -> None:
    fortnox = with_both()
    fortnox.invoice()
    fortnox.put("/invoices/2/bookkeep")

    for number in ("1", "2"):
        assert refusal(fortnox.get(f"/invoices/{number}/printreminder")) == (400, 2000588)


def test_offering_to_take_a_pdf_only_is_refused() -> None:
    fortnox = with_both()

    response = fortnox.send("GET", "/orders/1/print", headers={"Accept": "application/pdf"})

    assert response.json()["ErrorInformation"]["code"] == 1000030
