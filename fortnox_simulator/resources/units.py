"""/3/units."""

from fortnox_simulator.resources.call import verbs
from fortnox_simulator.resources.code_register import CodeRegister

REGISTER = CodeRegister(name="Unit", plural="Units", path="units", missing=2000432)
ROUTES = verbs(
    "units",
    scope="settings",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=REGISTER.delete,
)
