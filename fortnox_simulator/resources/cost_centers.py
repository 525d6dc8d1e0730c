"""/3/costcenters."""

from fortnox_simulator.resources.call import verbs
from fortnox_simulator.resources.code_register import CodeRegister

REGISTER = CodeRegister(
    name="CostCenter",
    plural="CostCenters",
    path="costcenters",
    missing=2000588,
    missing_text="Kan inte hitta kostnadsstället.",
)
ROUTES = verbs(
    "costcenters",
    scope="costcenter",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=REGISTER.delete,
)
