"""Is something in a register named by a card or a document? Then it cannot be deleted."""

from collections.abc import Iterator

from fortnox_simulator.companies.company import Company
from fortnox_simulator.companies.shelf import Document

NAMING = ("accounts", "articles", "customers", "invoices", "orders", "vouchers")
ROWS = ("OrderRows", "InvoiceRows", "VoucherRows")


def is_named(company: Company, field: str, code: str) -> bool:
    """Whether any card or document, or any row of one, holds the code in that field."""
    return any(
        str(part.get(field) or "") == code
        for kind in NAMING
        for document in company.shelves[kind].values()
        for part in _parts(document)
    )


def _parts(document: Document) -> Iterator[Document]:
    yield document
    for name in ROWS:
        yield from document.get(name, ())
