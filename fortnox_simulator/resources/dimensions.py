"""Do the cost centre and the project that something refers to exist?"""

from collections.abc import Mapping
from typing import Any

from fortnox_simulator.companies.company import Company
from fortnox_simulator.errors import FortnoxError


def check(company: Company, fields: Mapping[str, Any]) -> None:
    """Raises 2001161 for an unknown Project, 2000588 for an unknown CostCenter."""
    project, cost_center = fields.get("Project"), fields.get("CostCenter")
    if project and str(project) not in company.shelves["projects"]:
        raise FortnoxError(2001161, status=400)
    if cost_center and str(cost_center) not in company.shelves["costcenters"]:
        raise FortnoxError(2000588, message=f"Kan inte hitta kostnadsstället {cost_center}.")
