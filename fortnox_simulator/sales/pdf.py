"""A small PDF writer: lines of Helvetica, and rules, on A4. Points, from the lower left corner."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595, 842
FONTS = ("Helvetica", "Helvetica-Bold")
# Catalog, tree of pages, and the fonts; pages and their contents follow.
FIRST_PAGE = 3 + len(FONTS)
# Helvetica's widths of the characters from space to tilde, in thousandths of the size.
SPACE = 32
WIDTHS = (
    278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556,
    556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667,
    611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667,
    667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500,
    222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
)  # fmt: skip
OTHER_WIDTH = 556
ESCAPED = str.maketrans({"\\": r"\\", "(": r"\(", ")": r"\)"})


@dataclass(frozen=True)
class Text:
    """One line; `x` is its right end where it is `right` aligned."""

    x: float
    y: float
    text: str
    size: float = 9
    bold: bool = False
    right: bool = False

    def drawn(self, up: float) -> bytes:
        x = self.x - width(self.text, self.size) if self.right else self.x
        shown = self.text.translate(ESCAPED).encode("cp1252", "replace")
        font = b"/F%d %g Tf" % (int(self.bold), self.size)
        return b"BT %s %.2f %.2f Td (%s) Tj ET" % (font, x, self.y + up, shown)


@dataclass(frozen=True)
class Rule:
    """A thin horizontal line."""

    x: float
    y: float
    to: float

    def drawn(self, up: float) -> bytes:
        y = self.y + up
        return b"0.5 w %.2f %.2f m %.2f %.2f l S" % (self.x, y, self.to, y)


Mark = Text | Rule


def width(text: str, size: float) -> float:
    """An accent adds nothing to its letter, and a space that does not break is a space."""
    plain = unicodedata.normalize("NFKD", text)
    letters = [sign for sign in plain if not unicodedata.combining(sign)]
    return sum(map(_width, letters)) * size / 1000


def _width(sign: str) -> int:
    place = ord(sign) - SPACE
    return WIDTHS[place] if 0 <= place < len(WIDTHS) else OTHER_WIDTH


def wrapped(text: str, *, within: float, size: float) -> list[str]:
    """Lines that fit; a word that is too long for one stands alone."""
    lines: list[str] = []
    for paragraph in text.splitlines():
        line = ""
        for word in paragraph.split():
            longer = f"{line} {word}".strip()
            if line and width(longer, size) > within:
                lines.append(line)
                longer = word
            line = longer
        lines.append(line)
    return lines


def write(pages: Sequence[Sequence[tuple[Mark, float]]]) -> bytes:
    """The file; each mark comes with how far it is moved up."""
    kids = b" ".join(b"%d 0 R" % (FIRST_PAGE + 2 * page) for page in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Count %d /Kids [%s] >>" % (len(pages), kids),
        *map(_font, FONTS),
    ]
    for page in pages:
        objects += [_page(contents=len(objects) + 2), _stream(page)]
    return _file(objects)


def _font(name: str) -> bytes:
    kind = b"/Type /Font /Subtype /Type1 /Encoding /WinAnsiEncoding"
    return b"<< %s /BaseFont /%s >>" % (kind, name.encode())


def _page(*, contents: int) -> bytes:
    fonts = b" ".join(b"/F%d %d 0 R" % (place, 3 + place) for place in range(len(FONTS)))
    return (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Resources << /Font << %s >> >>"
        b" /Contents %d 0 R >>" % (WIDTH, HEIGHT, fonts, contents)
    )


def _stream(page: Sequence[tuple[Mark, float]]) -> bytes:
    content = b"\n".join(mark.drawn(up) for mark, up in page)
    return b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content)


def _file(objects: Sequence[bytes]) -> bytes:
    """Header, numbered objects, where each of them begins, and where that table begins."""
    written = b"%PDF-1.4\n%\xe5\xe4\xf6\xc5\n"
    places = []
    for number, content in enumerate(objects, start=1):
        places.append(len(written))
        written += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        written
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (size, len(written))
    )
