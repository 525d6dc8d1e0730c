"""XML from strangers, into a tree: no document type, so no entities; bounded in depth and size."""

from dataclasses import dataclass, field
from xml.parsers import expat

from django.utils.translation import gettext as _

from tamio.commerce.payments.bank.entries import Unreadable

_DEEPEST = 40
_MOST_ELEMENTS = 1_500_000


@dataclass(slots=True)
class Node:
    """An element by its local name, whatever its name space."""

    name: str
    attributes: dict[str, str]
    children: "list[Node]" = field(default_factory=list)
    text: str = ""

    def all(self, *path: str) -> "list[Node]":
        """Every element at the end of the path, in the document's order."""
        found = [self]
        for name in path:
            found = [child for node in found for child in node.children if child.name == name]
        return found

    def first(self, *path: str) -> "Node | None":
        found = self.all(*path)
        return found[0] if found else None

    def text_of(self, *path: str) -> str:
        """ "" if there is no such element."""
        found = self.first(*path)
        return found.text.strip() if found else ""


def read(content: bytes) -> Node:
    """The root element. Raises Unreadable."""
    reader = _Reader()
    try:
        reader.parser.Parse(content, True)  # noqa: FBT003  # expat's own signature
    except expat.ExpatError as error:
        words = {"line": error.lineno, "why": expat.errors.messages[error.code]}
        raise Unreadable(_("The file is no whole XML: line %(line)s, %(why)s.") % words) from None
    assert reader.root is not None  # expat refuses a document without an element
    return reader.root


class _Reader:
    def __init__(self) -> None:
        self.root: Node | None = None
        self._open: list[Node] = []
        self._count = 0
        self.parser = expat.ParserCreate(namespace_separator="}")
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._refuse
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._characters

    def _refuse(self, *_declared: object) -> None:
        # Where entities are declared, which can be made to expand without end or to read files.
        raise Unreadable(_("The file declares a document type, which no bank's file does."))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= _DEEPEST or self._count > _MOST_ELEMENTS:
            raise Unreadable(_("The file is larger than any statement of a bank."))
        node = Node(name.rpartition("}")[2], attributes)
        if self._open:
            self._open[-1].children.append(node)
        else:
            self.root = node
        self._open.append(node)

    def _end(self, _name: str) -> None:
        self._open.pop()

    def _characters(self, text: str) -> None:
        self._open[-1].text += text
