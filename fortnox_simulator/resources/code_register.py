"""Registers whose entries have one code each: units, terms, currencies, projects and their like.

Each is declared in a module of its own; how they are read and written stands here.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from fortnox_simulator.companies.shelf import Document, Shelf
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.fields import values
from fortnox_simulator.fields.tables import blank
from fortnox_simulator.resources import documents, lists, uses
from fortnox_simulator.resources.call import Answer, Call

Changes = dict[str, Any]
Preparing = Callable[[Call, Document, Changes], Changes]


def _as_sent(call: Call, entry: Document, changes: Changes) -> Changes:
    return changes


@dataclass(frozen=True)
class CodeRegister:
    """What sets one register apart from the others.

    `name` wraps an entry, and is the field in which cards, documents and rows name its code.
    `path` is the resource's, and its shelf's. `missing` is the code of the 404, `missing_text` its
    message where none is sourced. `location` is the header of a 201. Lists show the fields in
    `listed`, or all, with addresses below `listed_path`, and are ordered by code unless `order`
    says otherwise. `prepare` is given an entry as it stands and what was sent, and gives back what
    is laid over it, or refuses.
    """

    name: str
    plural: str
    path: str
    missing: int
    missing_text: str = ""
    key: str = "Code"
    location: str = ""
    listed: tuple[str, ...] = ()
    listed_path: str = ""
    order: Callable[[Document], object] | None = None
    search: Mapping[str, lists.Matcher] = field(default_factory=dict)
    prepare: Preparing = _as_sent

    def index(self, call: Call) -> Answer:
        """Ordered by code as text, as recorded of units and projects: "17" before "2"."""
        is_short = call.company.variants["listed_documents"] == "recorded"
        listing = lists.Listing(
            plural=self.plural,
            item=self._item if is_short else self.shown,
            order=self.order or (lambda entry: str(entry[self.key])),
            search=self.search,
        )
        entries = self.shelf(call).listed(lag_seconds=call.company.list_lag_seconds)
        return lists.answer(call, listing, entries)

    def get(self, call: Call) -> Answer:
        return self._answer(200, self.find(call))

    def create(self, call: Call) -> Answer:
        changes = values.read(self.name, call.wrapped(self.name))
        documents.require(self.name, changes)
        new = documents.new(self.name)
        changes = self.prepare(call, new, changes)
        code = changes.get(self.key) or self.shelf(call).next_number()
        if self.shelf(call).is_taken(code):
            raise FortnoxError(2000588, message=f"Koden {code} används redan.")
        entry = self.file(call, documents.patch(self.name, new, {**changes, self.key: code}))
        return self._answer(201, entry, location=self.location or self.path)

    def update(self, call: Call) -> Answer:
        """The code in the address decides: an entry keeps its own."""
        entry = self.find(call)
        changes = self.prepare(call, entry, values.read(self.name, call.wrapped(self.name)))
        changes[self.key] = entry[self.key]
        return self._answer(200, self.file(call, documents.patch(self.name, entry, changes)))

    def delete(self, call: Call) -> Answer:
        entry = self.find(call)
        if uses.is_named(call.company, self.name, entry[self.key]):
            raise FortnoxError(2000310)
        self.shelf(call).remove(entry[self.key])
        return Answer(204, None)

    def find(self, call: Call) -> Document:
        try:
            return self.shelf(call)[call.key]
        except KeyError:
            raise FortnoxError(self.missing, message=self.missing_text, status=404) from None

    def file(self, call: Call, fields: Document) -> Document:
        """Puts an entry on the shelf as it is; what it does not say is blank."""
        entry = documents.stamp({**blank(self.name), **fields}, now=call.now)
        self.shelf(call).put(entry[self.key], entry)
        return entry

    def shelf(self, call: Call) -> Shelf:
        return call.company.shelves[self.path]

    def shown(self, entry: Document) -> Document:
        return documents.shown(entry, path=self._address(self.path, entry))

    def _answer(self, status: int, entry: Document, *, location: str = "") -> Answer:
        return Answer(status, {self.name: self.shown(entry)}, location)

    def _item(self, entry: Document) -> Document:
        fields = documents.picked(entry, self.listed) if self.listed else entry
        return documents.shown(fields, path=self._address(self.listed_path or self.path, entry))

    def _address(self, path: str, entry: Document) -> str:
        """Recorded with what is not ASCII escaped."""
        return f"{path}/{quote(entry[self.key], safe='')}"
