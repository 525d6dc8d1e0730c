"""The customer card (kund)."""

from enum import StrEnum
from typing import ClassVar

from tamio.fortnox.client.models.base import Document, Stored


class CustomerType(StrEnum):
    """Person or organisation."""

    PRIVATE = "PRIVATE"
    COMPANY = "COMPANY"


class VATType(StrEnum):
    """Which VAT the customer's documents carry. Stands on the card only, never on an order."""

    SE = "SEVAT"
    SE_REVERSED = "SEREVERSEDVAT"
    EU_REVERSED = "EUREVERSEDVAT"
    EU = "EUVAT"
    EXPORT = "EXPORT"


class Customer(Document):
    """What can be written. `name` is what Fortnox requires of a new one; lengths in lengths.py."""

    envelope: ClassVar[str] = "Customer"

    customer_number: str | None = None
    """Given by the caller, else by Fortnox, which reuses the numbers of deleted customers."""
    name: str | None = None
    type: str | None = None
    active: bool | None = None
    organisation_number: str | None = None
    vat_number: str | None = None
    vat_type: str | None = None
    email: str | None = None
    email_invoice: str | None = None
    email_order: str | None = None
    phone_1: str | None = None
    phone_2: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country_code: str | None = None
    """Two letters; Fortnox derives the country's name. Orders take the name instead."""
    delivery_name: str | None = None
    delivery_address_1: str | None = None
    delivery_address_2: str | None = None
    delivery_zip_code: str | None = None
    delivery_city: str | None = None
    delivery_country_code: str | None = None
    currency: str | None = None
    terms_of_payment: str | None = None
    show_price_vat_included: bool | None = None
    our_reference: str | None = None
    your_reference: str | None = None
    comments: str | None = None
    external_reference: str | None = None
    """Kept by Fortnox, but cannot be searched for."""


class StoredCustomer(Customer, Stored):
    """The card as Fortnox holds it."""

    customer_number: str
    name: str
    country: str | None = None


class CustomerSummary(Document):
    """A customer as lists carry it. For anything more, get the card."""

    envelope: ClassVar[str] = "Customer"
    list_envelope: ClassVar[str] = "Customers"

    customer_number: str
    name: str | None = None
    organisation_number: str | None = None
    email: str | None = None
    phone: str | None = None
    address_1: str | None = None
    address_2: str | None = None
    zip_code: str | None = None
    city: str | None = None
