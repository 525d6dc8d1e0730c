"""Sales to write documents of, and the text of a PDF as a person would read it."""

import re
from dataclasses import replace
from decimal import Decimal
from io import BytesIO
from typing import Any

from pypdf import PdfReader

from tamio.commerce.checkout.register_sale import register_sale
from tamio.commerce.invoices.models import Invoice
from tamio.commerce.stores.models import Store
from tests.commerce.sales import sale, sale_line
from tests.factories import NOW, company_buyer, make_store


def selling_store(**fields: Any) -> Store:
    """With everything that a store can say of itself."""
    given: dict[str, Any] = {
        "name": "Norrsken Handel",
        "seat": "Umeå",
        "f_tax_approved": True,
        "phone": "090-10 20 30",
        "website": "https://norrsken.example/",
        "our_reference": "Kundtjänst",
        "swish": "1234567890",
        "iban": "SE4550000000058398257466",
        "bic": "ESSESESS",
    }
    return make_store(**given | fields)


def sold(*lines: Any, store: Store | None = None, **fields: Any) -> Invoice:
    """The invoice of a sale to a Swedish company."""
    told = sale(*(lines or (sale_line(),)), **{"buyer": company_buyer()} | fields)
    invoice, _is_new = register_sale(store=store or selling_store(), sale=told, now=NOW)
    return invoice


def in_germany(**fields: Any) -> Any:
    """A business there with a number of its own: no Swedish VAT."""
    given = {
        "name": "Glas GmbH", "line1": "Unter den Linden 1", "postal_code": "10115",
        "city": "Berlin", "country": "DE", "organisation_number": "", "vat_number": "DE136695976",
    }  # fmt: skip
    return replace(company_buyer(), **given | fields)


def untaxed(**fields: Any) -> Any:
    return sale_line(vat_rate=Decimal(0), **fields)


def read(pdf: bytes) -> list[str]:
    """The text of each page, its spaces made one."""
    return [_plain(page.extract_text()) for page in PdfReader(BytesIO(pdf)).pages]


def _plain(text: str) -> str:
    return re.sub(r"\s+", " ", text.replace("\N{NO-BREAK SPACE}", " "))
