"""/3/projects. Without a number of its own a project takes the next one of the series."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.resources import lists, registers
from fortnox_simulator.resources.call import Call, verbs
from fortnox_simulator.resources.code_register import Changes, CodeRegister


def _alphanumeric(call: Call, entry: Document, changes: Changes) -> Changes:
    registers.check_project_number(changes.get("ProjectNumber"))
    return changes


REGISTER = CodeRegister(
    name="Project",
    plural="Projects",
    path="projects",
    missing=2001161,
    key="ProjectNumber",
    location="project",
    # Recorded so in 2019; the description has every field in lists too.
    listed=("Description", "EndDate", "ProjectNumber", "Status", "StartDate"),
    search={
        "description": lists.contains("Description"),
        "projectleader": lists.contains("ProjectLeader"),
    },
    prepare=_alphanumeric,
)
ROUTES = verbs(
    "projects",
    scope="project",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=REGISTER.delete,
)
