"""Pictures of products: what is uploaded is checked, turned upright, and kept in several sizes.

The files lie under FILES_DIR, named by what they show, so that the same picture is kept once and an
address always leads to the same bytes. What a camera writes beside the picture (the place, the
person's device) is not kept.
"""

import hashlib
import io
import os
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from tamio.commerce.catalogue.models.images import WIDTHS, height_at, widths_of

#: The largest file, in bytes, and the largest picture, in pixels.
MOST_BYTES = 15_000_000
MOST_PIXELS = 60_000_000
_FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_QUALITY = 82


@dataclass(frozen=True, slots=True)
class Kept:
    """A picture whose files are there; the width and height are those of the widest."""

    digest: str
    width: int
    height: int


def keep(upload: BinaryIO, *, size: int, store_id: int) -> Kept:
    """Keeps the uploaded picture of `size` bytes in all its sizes.

    Raises ValidationError for what is no picture that a browser shows, or too large a one.
    """
    if size > MOST_BYTES:
        words = {"most": MOST_BYTES // 1_000_000}
        raise ValidationError(_("The file is too large: at most %(most)d MB.") % words)
    content = upload.read()
    digest = hashlib.sha256(content).hexdigest()[:32]
    picture = _upright(content)
    widest = (widths_of(picture.width))[-1]
    for width in widths_of(picture.width):
        height = height_at(width, of=picture.size)
        _write(picture.resize((width, height), Image.Resampling.LANCZOS), digest, store_id)
    return Kept(digest, widest, height_at(widest, of=picture.size))


def path_of(*, store_id: int, digest: str, width: int) -> Path:
    """Where the picture lies at that width."""
    folder = Path(settings.FILES_DIR) / "pictures" / str(store_id)
    return folder / digest[:2] / f"{digest}-{width}.webp"


def _upright(content: bytes) -> Image.Image:
    """The picture as people see it, in colours that every browser shows, without its metadata."""
    try:
        with Image.open(io.BytesIO(content), formats=_FORMATS) as opened:
            if opened.width * opened.height > MOST_PIXELS:
                raise ValidationError(_("The picture has too many pixels: at most 60 million."))
            opened.draft("RGB", (WIDTHS[-1], WIDTHS[-1]))
            turned = ImageOps.exif_transpose(opened)
            has_holes = "A" in turned.getbands() or "transparency" in turned.info
            return turned.convert("RGBA" if has_holes else "RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, Image.DecompressionBombError) as error:
        raise ValidationError(
            _("This is no picture that can be read: use JPEG, PNG, WebP or GIF.")
        ) from error


def _write(picture: Image.Image, digest: str, store_id: int) -> None:
    """Whole or not at all: a reader never sees half a file."""
    path = path_of(store_id=store_id, digest=digest, width=picture.width)
    if path.exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.part")
    with unfinished.open("wb") as file:
        picture.save(file, "WEBP", quality=_QUALITY, method=4)
        file.flush()
        os.fsync(file.fileno())
    unfinished.replace(path)
