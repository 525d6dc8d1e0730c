"""An order or invoice on paper."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.rounding import exact
from fortnox_simulator.sales import pdf
from fortnox_simulator.sales.kinds import Kind
from fortnox_simulator.sales.pdf import Mark, Rule, Text

LEFT, RIGHT, MIDDLE = 50, 545, 320
TOP, BOTTOM = 790, 90
LINE = 12
# Where the columns of rows begin, or end if their figures stand to the right.
NUMBER, WORDS, QUANTITY, UNIT, PRICE, DISCOUNT, SUM = LEFT, 120, 345, 352, 430, 480, RIGHT
WORDS_WIDTH = 180


@dataclass(frozen=True)
class Band:
    """Marks that stay together, and the height they take; their `y` counts down from 0."""

    marks: tuple[Mark, ...]
    height: float = LINE


def printed(kind: Kind, company: Company, document: Document, *, title: str = "") -> bytes:
    """The PDF: head, address, facts, rows and sums, on as many pages as they need."""
    title = title or _title(kind, document)
    columns = _columns()
    bands = [
        _facts(kind, document),
        columns,
        *map(_row, document[kind.rows]),
        *_sums(document),
        *_remarks(document),
    ]
    pages = list(_pages(bands, columns))
    return pdf.write(
        [
            _placed([_head(company, document, title, place, len(pages)), *page])
            for place, page in enumerate(pages, start=1)
        ]
    )


def _title(kind: Kind, document: Document) -> str:
    return "Kreditfaktura" if document.get("Credit") == "true" else kind.swedish


def _facts(kind: Kind, document: Document) -> Band:
    """The customer's address, and on its right what else one asks for first."""
    place = f"{document['ZipCode']} {document['City']}"
    lines = [document[name] for name in ("CustomerName", "Address1", "Address2")]
    lines += [place, document["Country"]]
    address = [str(line).strip() for line in lines if line and str(line).strip()]
    facts = {
        "Kundnummer": document["CustomerNumber"],
        f"{kind.swedish}datum": document[kind.date],
        "Förfallodatum": document.get("DueDate"),
        "OCR-nummer": document.get("OCR"),
        "Betalningsvillkor": document["TermsOfPayment"],
        "Ert ordernummer": document["YourOrderNumber"],
        "Er referens": document["YourReference"],
        "Vår referens": document["OurReference"],
    }
    told = [(name, str(value)) for name, value in facts.items() if value]
    marks: list[Mark] = [Text(LEFT, -LINE * n, line) for n, line in enumerate(address)]
    for n, (name, value) in enumerate(told):
        marks += [Text(MIDDLE, -LINE * n, name), Text(RIGHT, -LINE * n, value, right=True)]
    return Band(tuple(marks), LINE * (max(len(address), len(told)) + 2))


def _columns() -> Band:
    marks = (
        Text(NUMBER, 0, "Artikelnr", bold=True),
        Text(WORDS, 0, "Benämning", bold=True),
        Text(QUANTITY, 0, "Antal", bold=True, right=True),
        Text(UNIT, 0, "Enhet", bold=True),
        Text(PRICE, 0, "À-pris", bold=True, right=True),
        Text(DISCOUNT, 0, "Rabatt", bold=True, right=True),
        Text(SUM, 0, "Summa", bold=True, right=True),
        Rule(LEFT, -4, RIGHT),
    )
    return Band(marks, LINE * 1.5)


def _row(row: Document) -> Band:
    lines = pdf.wrapped(row["Description"] or "", within=WORDS_WIDTH, size=9) or [""]
    marks: list[Mark] = [Text(WORDS, -LINE * n, line) for n, line in enumerate(lines)]
    marks += [
        Text(NUMBER, 0, row["ArticleNumber"] or ""),
        Text(QUANTITY, 0, str(row["DeliveredQuantity"]).replace(".", ","), right=True),
        Text(UNIT, 0, row["Unit"] or ""),
        Text(PRICE, 0, _amount(row["Price"]), right=True),
        Text(DISCOUNT, 0, _discount(row), right=True),
        Text(SUM, 0, _amount(row["Total"]), right=True),
    ]
    return Band(tuple(marks), LINE * len(lines))


def _discount(row: Document) -> str:
    if not row["Discount"]:
        return ""
    return f"{row['Discount']} %" if row["DiscountType"] == "PERCENT" else _amount(row["Discount"])


def _sums(document: Document) -> Iterable[Band]:
    yield Band((Rule(LEFT, LINE - 4, RIGHT),))
    lines = {
        "Netto": document["Net"],
        "Frakt": document["Freight"],
        "Expeditionsavgift": document["AdministrationFee"],
        "Moms": document["TotalVAT"],
        "Öresavrundning": document["RoundOff"],
    }
    for name, figure in lines.items():
        if figure:
            yield Band((Text(MIDDLE, 0, name), Text(RIGHT, 0, _amount(figure), right=True)))
    total = _amount(document["TotalToPay"])
    words = Text(MIDDLE, 0, f"Att betala {document['Currency']}", bold=True)
    yield Band((words, Text(RIGHT, 0, total, bold=True, right=True)), LINE * 2)


def _remarks(document: Document) -> Iterable[Band]:
    for line in pdf.wrapped(document["Remarks"] or "", within=RIGHT - LEFT, size=9):
        yield Band((Text(LEFT, 0, line),))


def _amount(value: object) -> str:
    """1249.5 becomes "1 249,50"."""
    return f"{exact(value):,.2f}".replace(",", "\u00a0").replace(".", ",")


def _pages(bands: Iterable[Band], columns: Band) -> Iterable[list[Band]]:
    """As many bands as fit; each page but the first begins with the names of the columns."""
    room = TOP - BOTTOM - LINE * 4
    page: list[Band] = []
    for band in bands:
        if page and sum(held.height for held in page) + band.height > room:
            yield page
            page = [columns]
        page.append(band)
    yield page


def _head(company: Company, document: Document, title: str, place: int, of: int) -> Band:
    """The company above, its address below, the title and number on the right."""
    card = company.card
    address = " · ".join(
        part
        for part in (
            company.name,
            card.get("address", ""),
            f"{card.get('zip_code', '')} {card.get('city', '')}".strip(),
            f"Org.nr {card['organisation_number']}",
        )
        if part
    )
    foot = BOTTOM - TOP - LINE * 2
    marks = (
        Text(LEFT, 0, company.name, size=16, bold=True),
        Text(RIGHT, 0, f"{title} {document['DocumentNumber']}", size=12, bold=True, right=True),
        Text(RIGHT, -LINE * 1.5, f"Sida {place} ({of})", right=True),
        Rule(LEFT, foot + LINE, RIGHT),
        Text(LEFT, foot, address, size=8),
    )
    return Band(marks, LINE * 4)


def _placed(bands: Sequence[Band]) -> list[tuple[Mark, float]]:
    placed: list[tuple[Mark, float]] = []
    up: float = TOP
    for band in bands:
        placed += [(mark, up) for mark in band.marks]
        up -= band.height
    return placed
