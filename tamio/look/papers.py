"""A paper as an answer over HTTP, for every door."""

from django.http import Http404, HttpResponse

from tamio.commerce.documents.languages import LANGUAGES
from tamio.commerce.documents.papers import Paper


def paper_response(paper: Paper) -> HttpResponse:
    """Opens in the browser, and is saved under its name. Nobody on the way keeps a copy."""
    return HttpResponse(
        paper.content,
        content_type="application/pdf",
        headers={
            "Content-Disposition": f'inline; filename="{paper.filename}"',
            "Cache-Control": "private, no-cache",
            "X-Robots-Tag": "noindex",
        },
    )


def language_asked(asked: str | None, *, otherwise: str) -> str:
    """`asked` as it stands in an address. Raises Http404 for a language there is no paper in."""
    if not asked:
        return otherwise
    if asked not in LANGUAGES:
        raise Http404(f"no paper is written in {asked}")
    return asked
