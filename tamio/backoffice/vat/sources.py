"""Where the standard rates on record are from, in the reader's language."""

from django.utils.translation import gettext_lazy

from tamio.look.chips import Text

#: By what the table of rates says.
_WORDS: dict[str, Text] = {
    "VAT Act (2023:200) chapter 9": gettext_lazy("VAT Act (2023:200), chapter 9"),
    "open table of EU rates with dates": gettext_lazy("Open table of EU rates, with dates"),
    "published table of EU rates 2024": gettext_lazy("Published table of EU rates, 2024"),
    "general knowledge: Romanian Law 141/2025": gettext_lazy("Romanian law 141/2025"),
}


def source_words(source: str) -> str:
    """As it is written in the table, if there are no words for it."""
    return str(_WORDS.get(source, source))
