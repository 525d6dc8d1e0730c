"""Texts on their way out: cleaned and cut by Fortnox's rules, with every change on record."""

from tamio.fortnox.client.characters import clean


class Texts:
    """Cleans texts on their way out, and remembers in words what it had to change."""

    def __init__(self) -> None:
        self.changes: list[str] = []

    def fit(self, text: str, *, field: str, most: int = 1024, otherwise: str = "") -> str:
        """`text` as Fortnox takes it; `otherwise` if not one of its characters is allowed."""
        cleaned = clean(text, max_length=most)
        self.changes += [f"{field}: {change}" for change in cleaned.changes]
        return cleaned.text.strip() or otherwise
