"""/3/termsofdeliveries. The description lets none be deleted."""

from fortnox_simulator.resources.call import verbs
from fortnox_simulator.resources.code_register import CodeRegister

REGISTER = CodeRegister(
    name="TermsOfDelivery",
    plural="TermsOfDeliveries",
    path="termsofdeliveries",
    missing=2000435,
)
ROUTES = verbs(
    "termsofdeliveries",
    scope="settings",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
)
