"""A logo is a picture and nothing else, whatever was uploaded."""

import io
from pathlib import Path

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from PIL import Image

from tamio.commerce.content.logos import MOST_BYTES, KeptLogo, keep_logo, path_of_logo

PLAIN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 50">{}</svg>'
SHAPE = '<path d="M0 0h200v50z" fill="url(#g)"/><linearGradient id="g"/>'


@pytest.fixture(autouse=True)
def _files(settings: object, tmp_path: Path) -> None:
    settings.FILES_DIR = tmp_path  # type: ignore[attr-defined]


def keep(content: bytes | str) -> KeptLogo:
    raw = content.encode() if isinstance(content, str) else content
    return keep_logo(io.BytesIO(raw), size=len(raw), owner="7")


def kept_bytes(logo: KeptLogo) -> bytes:
    return path_of_logo(owner="7", digest=logo.digest, kind=logo.kind).read_bytes()


def png(width: int, height: int) -> bytes:
    written = io.BytesIO()
    Image.new("RGBA", (width, height), "#1f4d3f").save(written, "PNG")
    return written.getvalue()


def test_an_svg_keeps_its_shapes_and_says_its_size() -> None:
    logo = keep(PLAIN.format(SHAPE))
    assert (logo.kind, logo.width, logo.height) == ("svg", 320, 80)
    assert b'd="M0 0h200v50z"' in kept_bytes(logo)


@pytest.mark.parametrize(
    ("sides", "width"),
    [('width="120px" height="60"', 160), ('viewBox="-5 -5 1e2 50"', 160)],
)
def test_an_svg_is_measured_by_what_it_says(sides: str, width: int) -> None:
    logo = keep(f'<svg xmlns="http://www.w3.org/2000/svg" {sides}><g/></svg>')
    assert logo.width == width


@pytest.mark.parametrize(
    "harm",
    [
        "<script>alert(1)</script>",
        '<a href="https://x.example"><g/></a>',
        '<g onload="alert(1)"/>',
        '<rect ONCLICK="x()"/>',
        '<image href="https://x.example/a.png"/>',
        '<use href="https://x.example/a.svg#b"/>',
        '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="data:image/svg+xml,x"/>',
        '<rect fill="url(https://x.example/a)"/>',
        '<rect style="fill:u\\rl(//x.example)"/>',
        "<style>@import url(//x.example/a.css);</style>",
        "<style>g{background:url('//x.example')}</style>",
        "<foreignObject><g/></foreignObject>",
        '<animate attributeName="href" values="x"/>',
        "<set/>",
        "<iframe/>",
    ],
)
def test_an_svg_that_could_run_or_load_something_is_refused(harm: str) -> None:
    with override("en"), pytest.raises(ValidationError, match="may not"):
        keep(PLAIN.format(harm))


def test_what_editors_and_other_languages_leave_behind_is_left_out() -> None:
    logo = keep(
        PLAIN.format(
            '<metadata>who drew it</metadata><!-- when --><x:script xmlns:x="urn:x">1</x:script>'
            '<g xmlns:i="urn:i" i:label="Layer 1"/>'
        )
    )
    written = kept_bytes(logo)
    assert not [word for word in (b"who", b"when", b"script", b"Layer") if word in written]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        b"\x89PNG\r\n\x1a\nnot one",
        b"<html><svg/></html>",
        b"\xff\xfe\x00<svg",
        "<svg viewBox='0 0 1 1'/>",
        "<svg xmlns='http://www.w3.org/2000/svg'",
        "<svg xmlns='http://www.w3.org/2000/svg'/>",
        PLAIN.replace("200 50", "200 0"),
        PLAIN.replace("200 50", "2000 50"),
        '<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + PLAIN.format("<text>&a;</text>"),
        '<?xml version="1.0"?><!DOCTYPE x SYSTEM "file:///etc/passwd">' + PLAIN.format(""),
        b"x" * (MOST_BYTES + 1),
    ],
)
def test_what_is_no_logo_is_refused_in_words(content: bytes | str) -> None:
    with pytest.raises(ValidationError):
        keep(content)


def test_a_png_is_drawn_anew_and_no_larger_than_it_is_shown() -> None:
    logo = keep(png(1600, 800))
    assert (logo.kind, logo.width, logo.height) == ("png", 320, 160)
    with Image.open(io.BytesIO(kept_bytes(logo))) as kept:
        assert kept.size == (320, 160)


def test_the_same_logo_is_kept_once() -> None:
    assert keep(png(40, 20)).digest == keep(png(40, 20)).digest
