"""The company behind the connection."""

from typing import ClassVar

from tamio.fortnox.client.models.base import Document


class CompanyInformation(Document):
    """`database_number` is the tenant id that client credentials need."""

    envelope: ClassVar[str] = "CompanyInformation"

    company_name: str
    organization_number: str | None = None
    database_number: str
    address: str | None = None
    zip_code: str | None = None
    city: str | None = None
    country_code: str | None = None
