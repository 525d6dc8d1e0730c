"""/companyinformation"""

from dataclasses import dataclass

from ..envelopes import unwrapped
from ..models.company_information import CompanyInformation
from ..transport import Transport


@dataclass(frozen=True, slots=True)
class CompanyInformationResource:
    """Which company the connection leads to. Scope: companyinformation."""

    transport: Transport

    def get(self) -> CompanyInformation:
        return unwrapped(self.transport.send("GET", "/companyinformation"), CompanyInformation)
