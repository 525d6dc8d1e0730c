"""Why a delivery did not simply succeed: for the merchant in words, for support in codes."""

from dataclasses import asdict, dataclass
from typing import Any, Self

from django.utils.translation import get_language


@dataclass(frozen=True)
class Words:
    """One text in the two languages of the product."""

    sv: str
    en: str

    def __str__(self) -> str:
        return self.sv if (get_language() or "").startswith("sv") else self.en


@dataclass(frozen=True, kw_only=True)
class Problem:
    """`message`: what happened and why. `remedy`: what to do. `code`: the far side's own, or ours.

    `field` names what it is about; `detail` is for support and holds no secrets. `answer` is the
    state that it led to, filled in when the outcome is written.
    """

    message: Words
    remedy: Words
    code: str = ""
    field: str = ""
    detail: str = ""
    answer: str = ""

    def as_json(self, *, answer: str) -> dict[str, Any]:
        return asdict(self) | {"answer": answer}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> Self:
        words = {key: Words(**stored[key]) for key in ("message", "remedy")}
        return cls(**(stored | words))
