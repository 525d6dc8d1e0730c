"""What must not be read in a stored message, and is put in as it leaves.

A room above this one says how, by the kind of its messages.
"""

from collections.abc import Callable
from typing import cast

from django.utils.module_loading import import_string

from tamio.commerce.mail.models import Message

_declared: dict[str, str] = {}


def declare(kind: str, *, fill: str) -> None:
    """`fill`: dotted path of `(Message, str) -> str`: the text or HTML as it leaves. Raises
    ValueError for a kind that is declared otherwise.
    """
    if _declared.setdefault(kind, fill) != fill:
        raise ValueError(f"two rooms fill messages of kind {kind!r}")


def filled(message: Message, words: str) -> str:
    """`words` of the message as they leave; as they are where nobody fills them."""
    path = _declared.get(message.kind)
    if path is None:
        return words
    return cast("Callable[[Message, str], str]", import_string(path))(message, words)
