"""Pictures: checked, turned upright, kept in several sizes without what a camera writes."""

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from PIL import Image

from tamio.commerce.catalogue import pictures
from tamio.commerce.catalogue.models.images import height_at, widths_of
from tamio.commerce.catalogue.pictures import MOST_BYTES, Kept, keep, path_of


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.FILES_DIR = tmp_path
    return tmp_path


def drawn(width: int, height: int, *, kind: str = "JPEG", **written: Any) -> bytes:
    file = io.BytesIO()
    mode = "RGBA" if kind in {"PNG", "WEBP"} else "RGB"
    Image.new(mode, (width, height), "#336699").save(file, kind, **written)
    return file.getvalue()


def kept(content: bytes) -> Kept:
    return keep(io.BytesIO(content), size=len(content), store_id=1)


def opened(picture: Kept, width: int) -> Image.Image:
    path = path_of(store_id=1, digest=picture.digest, width=width)
    return Image.open(io.BytesIO(path.read_bytes()))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_picture_is_kept_in_every_size_and_keeps_its_shape(kind: str) -> None:
    picture = kept(drawn(2000, 1000, kind=kind))
    assert (picture.width, picture.height) == (1280, 640)
    sizes = [opened(picture, width).size for width in (320, 640, 1280)]
    assert sizes == [(320, 160), (640, 320), (1280, 640)]


def test_a_small_picture_is_not_blown_up(folder: Path) -> None:
    picture = kept(drawn(400, 300))
    assert (picture.width, picture.height) == (400, 300)
    assert len(list(folder.rglob("*.webp"))) == 2


def test_a_picture_is_turned_as_its_camera_was_and_says_nothing_of_where() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turned a quarter
    exif[0x010E] = "Storgatan 1"
    picture = kept(drawn(400, 200, exif=exif))
    assert (picture.width, picture.height) == (200, 400)
    assert not opened(picture, 200).getexif()


def test_the_same_picture_is_kept_once(folder: Path) -> None:
    content = drawn(800, 800)
    assert kept(content) == kept(content)
    assert len(list(folder.rglob("*.webp"))) == 3
    assert not list(folder.rglob("*.part"))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        drawn(800, 800)[:2000],
        drawn(50, 50, kind="BMP"),
    ],
)
def test_what_is_no_picture_is_refused_and_leaves_nothing(content: bytes, folder: Path) -> None:
    with pytest.raises(ValidationError):
        kept(content)
    assert not list(folder.rglob("*.*"))


def test_a_file_that_is_too_large_is_not_even_read() -> None:
    with pytest.raises(ValidationError, match="15 MB"):
        keep(io.BytesIO(), size=MOST_BYTES + 1, store_id=1)


def test_a_picture_of_too_many_pixels_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "MOST_PIXELS", 100)
    with pytest.raises(ValidationError):
        kept(drawn(11, 10))


@pytest.mark.parametrize(("widest", "widths"), [(1, [1]), (320, [320]), (700, [320, 640, 700])])
def test_no_size_is_wider_than_the_picture(widest: int, widths: list[int]) -> None:
    assert widths_of(widest) == widths


def test_a_very_wide_picture_is_at_least_a_line() -> None:
    assert height_at(320, of=(10_000, 1)) == 1
