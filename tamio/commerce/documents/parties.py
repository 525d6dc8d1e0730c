"""Who sells, who buys, and where the goods went: as they were at the sale."""

from typing import Any

from django.utils.translation import gettext as _

from tamio.commerce.documents.formats import country_text, grouped
from tamio.commerce.invoices.models import Invoice

Pair = tuple[str, str]


def buyer(invoice: Invoice, *, language: str) -> dict[str, Any]:
    """`lines` as on an envelope, `numbers` as pairs of a label and a number."""
    country = invoice.buyer_country
    return {
        "lines": [
            invoice.buyer_name,
            invoice.buyer_line1,
            f"{invoice.buyer_postal_code} {invoice.buyer_city}",
            *_abroad(country, invoice=invoice, language=language),
        ],
        "numbers": _given(
            [
                (_("Organisation no."), invoice.buyer_organisation_number),
                (_("VAT no."), invoice.buyer_vat_number),
            ]
        ),
    }


def delivery(invoice: Invoice, *, language: str) -> dict[str, Any] | None:
    """None if the goods went to the buyer."""
    if not invoice.delivery_line1:
        return None
    lines = [
        invoice.delivery_name,
        invoice.delivery_line1,
        f"{invoice.delivery_postal_code} {invoice.delivery_city}",
        *_abroad(invoice.delivery_country, invoice=invoice, language=language),
    ]
    return {"label": _("Delivery address"), "lines": [line for line in lines if line]}


def seller(invoice: Invoice, *, language: str) -> dict[str, Any]:
    """`columns` stand at the foot of every page: address, contact, and what the law asks for."""
    said = invoice.seller
    website = said.get("website", "").removeprefix("https://").removeprefix("http://").rstrip("/")
    return {
        "name": said["name"],
        "columns": [
            [
                said["name"],
                said["line1"],
                f"{said['postal_code']} {said['city']}",
                country_text(said["country"], language=language),
            ],
            [each for each in (said["email"], said.get("phone", ""), website) if each],
            _registered(said),
            _accounts(said),
        ],
    }


def _registered(said: dict[str, Any]) -> list[str]:
    pairs = [
        (_("Organisation no."), said["organisation_number"]),
        (_("VAT no."), said["vat_number"]),
        (_("Seat"), said.get("seat", "")),
    ]
    texts = [f"{label} {value}" for label, value in _given(pairs)]
    return [*texts, _("Approved for F-tax")] if said.get("f_tax_approved") else texts


def _accounts(said: dict[str, Any]) -> list[str]:
    pairs = [
        (_("Bankgiro"), said["bankgiro"]),
        (_("Plusgiro"), said.get("plusgiro", "")),
        (_("Swish"), grouped(said.get("swish", ""), sizes=(3, 3, 2, 2))),
    ]
    return [f"{label} {value}" for label, value in _given(pairs)]


def _abroad(country: str, *, invoice: Invoice, language: str) -> list[str]:
    """Post within the seller's country names no country."""
    at_home = country == invoice.seller["country"]
    return [] if at_home else [country_text(country, language=language)]


def _given(pairs: list[Pair]) -> list[Pair]:
    return [(label, value) for label, value in pairs if value]
