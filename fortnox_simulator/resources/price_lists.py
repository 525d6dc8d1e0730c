"""/3/pricelists. The description lets none be deleted."""

from dataclasses import dataclass

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.resources.call import Call, verbs
from fortnox_simulator.resources.code_register import CodeRegister


@dataclass(frozen=True)
class PriceLists(CodeRegister):
    def file(self, call: Call, fields: Document) -> Document:
        """Only one list is pre-selected: the one that was chosen last."""
        entry = super().file(call, fields)
        if entry["PreSelected"]:
            for code, other in self.shelf(call).items():
                if code != entry["Code"] and other["PreSelected"]:
                    self.shelf(call).put(code, {**other, "PreSelected": False})
        return entry


REGISTER = PriceLists(name="PriceList", plural="PriceLists", path="pricelists", missing=2000431)
ROUTES = verbs(
    "pricelists",
    scope="price",
    index=REGISTER.index,
    create=REGISTER.create,
    get=REGISTER.get,
    update=REGISTER.update,
)
