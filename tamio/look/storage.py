"""Where the files of the look are: the same address all day."""

from typing import Any

from django.contrib.staticfiles.storage import StaticFilesStorage


class StaticFiles(StaticFilesStorage):
    """Django's own, which works an address out anew each time that a page names it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._addresses: dict[str, str] = {}

    def url(self, name: str | None) -> str:
        # Only names in templates are asked for: they do not become more.
        known = self._addresses.get(name or "")
        if known is None:
            known = self._addresses[name or ""] = super().url(name)
        return known
