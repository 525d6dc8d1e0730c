"""A logo, a store's or an agency's: checked, measured, and kept beside the pictures of products.

A PNG is written anew, so that nothing but the picture is left of the file. An SVG is a program as
much as a picture: what is not shape, colour or text in it is refused by name. It is served with a
policy of its own that would let nothing run or load even so, and shown by <img>, which runs none.
"""

import hashlib
import io
import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.etree import ElementTree

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, UnidentifiedImageError

#: The largest file, in bytes: a logo is on every page.
MOST_BYTES = 200_000
#: A PNG is kept no larger than twice what the shop shows, for sharp screens.
_MOST_WIDTH, _MOST_HEIGHT = 640, 160
_MOST_PIXELS = 20_000_000
#: As high as an SVG is said to be; it is drawn at any size.
_SVG_HEIGHT = 80
_MOST_SHAPE = 12.0

_SVG = "{http://www.w3.org/2000/svg}"
_XLINK_HREF = "{http://www.w3.org/1999/xlink}href"
_ELEMENTS = frozenset(
    {
        *("svg", "g", "defs", "symbol", "use", "title", "desc", "style", "text", "tspan"),
        *("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "textPath"),
        *("linearGradient", "radialGradient", "stop", "clipPath", "mask", "pattern", "filter"),
        *("feGaussianBlur", "feOffset", "feBlend", "feColorMatrix", "feFlood", "feComposite"),
        *("feMerge", "feMergeNode"),
    }
)
#: What editors leave behind, which draws nothing.
_LEFT_OUT = frozenset({"metadata", "namedview"})


@dataclass(frozen=True, slots=True)
class KeptLogo:
    """A logo whose file is there; its size is what a page reserves for it."""

    digest: str
    kind: str
    width: int
    height: int


def keep_logo(upload: BinaryIO, *, size: int, owner: str) -> KeptLogo:
    """Keeps the uploaded logo of `size` bytes; `owner` as owner_of says it. Raises ValidationError
    saying what is wrong.
    """
    if size > MOST_BYTES:
        raise ValidationError(
            _("The file is too large: at most %(most)d kB.") % {"most": MOST_BYTES // 1000}
        )
    content = upload.read()
    is_png = content.startswith(b"\x89PNG\r\n\x1a\n")
    kept, (width, height) = _png(content) if is_png else _svg(content)
    digest = hashlib.sha256(kept).hexdigest()[:32]
    logo = KeptLogo(digest, "png" if is_png else "svg", width, height)
    _write(kept, path_of_logo(owner=owner, digest=digest, kind=logo.kind))
    return logo


def owner_of(*, store_id: int | None = None, agency_id: int | None = None) -> str:
    """Whose logo it is: one of the two ids is given. Nobody else's file is ever found by it."""
    return str(store_id) if store_id is not None else f"agency-{agency_id}"


def path_of_logo(*, owner: str, digest: str, kind: str) -> Path:
    """Where the logo lies."""
    return Path(settings.FILES_DIR) / "logos" / owner / f"{digest}.{kind}"


def _png(content: bytes) -> tuple[bytes, tuple[int, int]]:
    try:
        with Image.open(io.BytesIO(content), formats=("PNG",)) as opened:
            if opened.width * opened.height > _MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels: at most 20 million."))
            picture = opened.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise _unreadable() from error
    picture.thumbnail((_MOST_WIDTH, _MOST_HEIGHT), Image.Resampling.LANCZOS)
    written = io.BytesIO()
    picture.save(written, "PNG", optimize=True)
    return written.getvalue(), picture.size


def _svg(content: bytes) -> tuple[bytes, tuple[int, int]]:
    text = _read_as_text(content)
    try:
        root = ElementTree.fromstring(text)  # noqa: S314  # no DTD, no entities: refused below
    except ElementTree.ParseError as error:
        raise _unreadable() from error
    if root.tag != f"{_SVG}svg":
        raise _unreadable()
    _clean(root)
    return _serialised(root), _shape(root)


def _read_as_text(content: bytes) -> str:
    """Refuses what the parser would expand: an entity can stand for a billion others."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable() from error
    without_type = re.sub(r"<!DOCTYPE\s+svg[^>\[]*>", "", text, count=1)
    if "<!DOCTYPE" in without_type or "<!ENTITY" in without_type:
        raise ValidationError(_("The SVG defines entities of its own. Save it as a plain SVG."))
    return without_type


def _clean(element: ElementTree.Element) -> None:
    for child in list(element):
        name = child.tag.rpartition("}")[2] if isinstance(child.tag, str) else ""
        foreign = isinstance(child.tag, str) and not child.tag.startswith(_SVG)
        if not name or foreign or name in _LEFT_OUT:
            element.remove(child)
        elif name not in _ELEMENTS:
            raise _not_allowed(f"<{name}>")
        else:
            _clean(child)
    for name, value in list(element.attrib.items()):
        _check_attribute(element, name, value)
    if element.tag == f"{_SVG}style":
        _check_style("<style>", element.text or "")


def _check_attribute(element: ElementTree.Element, name: str, value: str) -> None:
    if name in {"href", _XLINK_HREF}:
        if not value.startswith("#"):
            raise _not_allowed(value[:60])
    elif name.startswith("{"):
        del element.attrib[name]
    elif name.lower().startswith("on"):
        raise _not_allowed(name)
    else:
        _check_style(name, value)


def _check_style(place: str, value: str) -> None:
    """Nothing that leads out of the file: url(#own) may, url(https://...) and @import may not."""
    plain = value.lower().replace("\\", "")
    outside = re.sub(r"url\(\s*['\"]?#[^)]*\)", "", plain)
    if any(word in outside for word in ("url(", "@import", "javascript:", "expression(")):
        raise _not_allowed(place)


def _shape(root: ElementTree.Element) -> tuple[int, int]:
    """How wide it is at _SVG_HEIGHT, by its viewBox or else its width and height."""
    numbers = re.findall(r"-?[\d.]+(?:e-?\d+)?", root.get("viewBox", ""))[2:4]
    numbers = numbers or [re.sub(r"px$", "", root.get(side, "")) for side in ("width", "height")]
    try:
        width, height = (float(number) for number in numbers)
        shape = width / height
    except (ValueError, ZeroDivisionError):
        sizeless = _("The SVG does not say how large it is: it needs a viewBox.")
        raise ValidationError(sizeless) from None
    if not 1 / _MOST_SHAPE <= shape <= _MOST_SHAPE:
        raise ValidationError(_("The logo is too long for its height: at most twelve to one."))
    return max(round(_SVG_HEIGHT * shape), 1), _SVG_HEIGHT


def _serialised(root: ElementTree.Element) -> bytes:
    ElementTree.register_namespace("", _SVG.strip("{}"))
    ElementTree.register_namespace("xlink", "http://www.w3.org/1999/xlink")
    written: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return written


def _write(content: bytes, path: Path) -> None:
    """Whole or not at all: a reader never sees half a file."""
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)


def _unreadable() -> ValidationError:
    return ValidationError(_("This is no logo that can be read: use SVG or PNG."))


def _not_allowed(what: str) -> ValidationError:
    return ValidationError(
        _("The SVG holds %(what)s, which a logo may not: it could run or load something.")
        % {"what": what}
    )
