"""/3/wayofdeliveries."""

from fortnox_simulator.resources.call import verbs
from fortnox_simulator.resources.code_register import CodeRegister

REGISTER = CodeRegister(
    name="WayOfDelivery",
    plural="WayOfDeliveries",
    path="wayofdeliveries",
    missing=2000588,
    missing_text="Kan inte hitta leveranssättet.",
)
ROUTES = verbs(
    "wayofdeliveries",
    scope="settings",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
    delete=REGISTER.delete,
)
