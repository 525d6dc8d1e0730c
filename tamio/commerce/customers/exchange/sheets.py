"""Customers out of a file: whose export it is, and its lines as cells of our own columns.

Shopify: https://help.shopify.com/en/manual/customers/import-export-customers (its columns have
been called `Address1` and `Default Address Address1`). WooCommerce: the report of customers in
its own analytics, and the columns `billing_first_name` … that exporting plug-ins write.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from babel import Locale
from django.utils.translation import gettext_noop

from tamio.commerce.customers.details import COUNTRIES
from tamio.commerce.importing.models import Source
from tamio.commerce.importing.problems import LeftOut, Wrong
from tamio.commerce.importing.tables import lines_of

#: Our own columns, and what else they may be called.
COLUMNS: dict[str, tuple[str, ...]] = {
    "email": ("e-post", "epost", "e-mail"),
    "name": ("namn",),
    "type": ("typ",),
    "organisation_number": ("organisationsnummer", "org.nr", "orgnr"),
    "vat_number": ("momsregistreringsnummer", "momsnummer", "vat number"),
    "invoice_email": ("fakturamejl", "e-post för fakturor", "e-mail for invoices"),
    "line1": ("adress", "address"),
    "postal_code": ("postnummer", "postnr"),
    "city": ("ort", "postort", "stad"),
    "country": ("land",),
    "language": ("språk",),
    "payment_terms": ("betalningsvillkor", "payment terms"),
}
_OWN = {name: own for own, others in COLUMNS.items() for name in (own, *others)}
_TYPES = {
    "privat": "private", "privatperson": "private", "private person": "private",
    "företag": "company",
}  # fmt: skip
_NO_NUMBER = gettext_noop(
    "A company without an organisation number in the file becomes a private person."
)
Cells = dict[str, str]


@dataclass(frozen=True, slots=True)
class Table:
    """Cells by our own columns, below the number of their line. `left_out` fills as they come."""

    rows: Iterator[tuple[int, Cells]]
    source: Source
    left_out: LeftOut


def read(content: bytes) -> Table:
    """Raises Wrong for what holds no customers; the rows raise it for lines that cannot be read."""
    head, lines = lines_of(content)
    names = [_plain(name) for name in head]
    source, read_cells, known = _reader(set(names))
    left_out = LeftOut()

    def rows() -> Iterator[tuple[int, Cells]]:
        for number, line in lines:
            cells = {name: cell.strip() for name, cell in zip(names, line, strict=False) if name}
            for name in cells.keys() - known if source is not Source.OWN else ():
                if cells[name] and name not in _DULL:
                    left_out.column(head[names.index(name)].strip())
            yield number, read_cells(cells, left_out)

    return Table(rows(), source, left_out)


def _reader(names: set[str]) -> tuple[Source, Callable[[Cells, LeftOut], Cells], frozenset[str]]:
    if {"first name", "last name", "email", "total spent"} <= names:
        return Source.SHOPIFY, _shopify, _OF_SHOPIFY
    if "billing email" in names or {"name", "username", "email"} <= names:
        return Source.WOOCOMMERCE, _woocommerce, _OF_WOOCOMMERCE
    own = {_OWN[name] for name in names if name in _OWN}
    if not {"email", "name"} <= own:
        raise Wrong(gettext_noop("The first row must name the columns, among them email and name."))
    return Source.OWN, _own, frozenset()


def _plain(name: str) -> str:
    """`billing_city`, `Default Address City` and `City` by one name each."""
    words = " ".join(name.replace("_", " ").split()).casefold()
    own = _OWN.get(words) or _OWN.get(words.replace(" ", "_"))
    return words.removeprefix("default address ") if own is None else words


def _own(cells: Cells, left_out: LeftOut) -> Cells:
    named = {_OWN.get(name) or _OWN.get(name.replace(" ", "_")): cells[name] for name in cells}
    found = {own: cell for own, cell in named.items() if own}
    kind = found.get("type", "").casefold()
    by_number = "company" if found.get("organisation_number") else "private"
    found["type"] = _TYPES.get(kind, kind) or by_number
    found["country"] = country_code(found.get("country", "")) or "SE"
    return found


_OF_SHOPIFY = frozenset({
    "first name", "last name", "email", "company", "address1", "address2", "city", "zip",
    "country", "country code",
})  # fmt: skip
_OF_WOOCOMMERCE = frozenset({
    "name", "email", "country / region", "country", "city", "postal code", "billing first name",
    "billing last name", "billing company", "billing email", "billing address 1",
    "billing address 2", "billing postcode", "billing city", "billing country", "user email",
    "first name", "last name", "billing vat number", "vat number", "organisation number",
    "billing organisation number",
})  # fmt: skip
#: What nobody misses: keys of the other shop, and sums that it has reckoned.
_DULL = frozenset({
    "customer id", "id", "province code", "aov", "total spent", "total orders", "total spend",
    "orders", "last active", "date registered", "sign up", "username", "user id",
})  # fmt: skip


def _shopify(cells: Cells, left_out: LeftOut) -> Cells:
    return _person(
        left_out,
        email=cells.get("email", ""),
        names=(cells.get("first name", ""), cells.get("last name", "")),
        company=cells.get("company", ""),
        lines=(cells.get("address1", ""), cells.get("address2", "")),
        postal_code=cells.get("zip", "").lstrip("'"),
        city=cells.get("city", ""),
        country=cells.get("country code", "") or cells.get("country", ""),
    )


def _woocommerce(cells: Cells, left_out: LeftOut) -> Cells:
    def of(*names: str) -> str:
        return next((cells[name] for name in names if cells.get(name)), "")

    return _person(
        left_out,
        email=of("billing email", "email", "user email"),
        names=(
            of("billing first name", "first name", "name"),
            of("billing last name", "last name"),
        ),
        company=of("billing company"),
        lines=(of("billing address 1"), of("billing address 2")),
        postal_code=of("billing postcode", "postal code"),
        city=of("billing city", "city"),
        country=of("billing country", "country / region", "country"),
        number=of("billing organisation number", "organisation number"),
        vat_number=of("billing vat number", "vat number"),
    )


def _person(
    left_out: LeftOut,
    *,
    email: str,
    names: tuple[str, str],
    company: str,
    lines: tuple[str, str],
    postal_code: str,
    city: str,
    country: str,
    number: str = "",
    vat_number: str = "",
) -> Cells:
    name = " ".join(filter(None, names))
    if company and not number:
        left_out.tell(_NO_NUMBER)
    return {
        "email": email,
        "name": (company if number else "") or name or company or email,
        "type": "company" if number else "private",
        "organisation_number": number,
        "vat_number": vat_number if number else "",
        "line1": ", ".join(filter(None, lines)),
        "postal_code": postal_code,
        "city": city,
        "country": country_code(country) or "SE",
    }


def country_code(text: str) -> str:
    """`SE` of "se", "Sweden" or "Sverige"; what is none of them as it stands."""
    return text.upper() if len(text) == 2 else _by_name().get(text.casefold(), text)


@cache
def _by_name() -> dict[str, str]:
    return {
        str(name).casefold(): str(code)
        for language in ("en", "sv")
        for code, name in Locale(language).territories.items()
        if str(code) in COUNTRIES
    }
