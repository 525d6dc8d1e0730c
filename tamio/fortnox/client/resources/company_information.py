"""/companyinformation"""

from dataclasses import dataclass

from tamio.fortnox.client.envelopes import unwrapped
from tamio.fortnox.client.models.company_information import CompanyInformation
from tamio.fortnox.client.transport import Transport


@dataclass(frozen=True, slots=True)
class CompanyInformationResource:
    """Which company the connection leads to. Scope: companyinformation."""

    transport: Transport

    def get(self) -> CompanyInformation:
        return unwrapped(self.transport.send("GET", "/companyinformation"), CompanyInformation)
