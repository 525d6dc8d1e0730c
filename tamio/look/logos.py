"""Answers with a logo that somebody has uploaded."""

from pathlib import Path

from django.http import Http404, HttpResponse

_TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def logo_response(path: Path, *, kind: str) -> HttpResponse:
    """The file. An SVG that is opened by itself may do nothing but be drawn. Raises Http404."""
    if not path.is_file():
        raise Http404("there is no such logo")
    response = HttpResponse(path.read_bytes(), content_type=_TYPES[kind])
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
