"""Texts on their way out: cleaned and cut by Fortnox's rules, with every change on record."""

from dataclasses import dataclass

from tamio.fortnox.client.characters import clean


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that had to be changed: what it was, what is sent, and what was done in between."""

    field: str
    before: str
    after: str
    changes: tuple[str, ...]


class Texts:
    """Cleans texts on their way out, and remembers in words what it had to change."""

    def __init__(self) -> None:
        self.changes: list[str] = []
        self.fitted: list[Fitted] = []

    def fit(self, text: str, *, field: str, most: int = 1024, otherwise: str = "") -> str:
        """`text` as Fortnox takes it; `otherwise` if not one of its characters is allowed."""
        cleaned = clean(text, max_length=most)
        fitted = cleaned.text.strip() or otherwise
        if cleaned.changes:
            told = tuple(f"{field}: {change}" for change in cleaned.changes)
            self.changes += told
            self.fitted.append(Fitted(field, text, fitted, told))
        return fitted
