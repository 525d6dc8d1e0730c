"""What all models share: names, exact amounts, and how Fortnox's drifting types are absorbed."""

from decimal import Decimal
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, PlainSerializer, field_validator, model_validator

_ACRONYMS = frozenset({"ean", "eu", "vat"})


def alias(name: str) -> str:
    """Fortnox's spelling: vat_number is VATNumber, address_1 is Address1."""
    return "".join(
        word.upper() if word in _ACRONYMS else word.capitalize() for word in name.split("_")
    )


class Model(BaseModel):
    """Frozen. An unknown name is an error when we build one, and ignored in an answer.

    "" and null both read as None. A field set to None is sent as null, which clears it in Fortnox
    (an empty string would not); a field not set is not sent.
    """

    model_config = ConfigDict(
        alias_generator=alias,
        coerce_numbers_to_str=True,
        extra="forbid",
        frozen=True,
        validate_by_alias=True,
        validate_by_name=True,
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_none(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        return {name: None if value == "" else value for name, value in given.items()}

    @field_validator("*", mode="before")
    @classmethod
    def _no_float(cls, given: Any) -> Any:
        if isinstance(given, float):
            raise ValueError("a float is not exact: give a Decimal, an int or a string")
        return given


class Document(Model):
    """A model with an envelope: {"Order": {...}} alone, {"Orders": [...]} in a list."""

    envelope: ClassVar[str]
    list_envelope: ClassVar[str] = ""


class Stored:
    """Marks what Fortnox answered. It is never sent back: it holds fields that are read-only."""


Quantity = Annotated[Decimal, PlainSerializer(lambda amount: format(amount, "f"), return_type=str)]
"""Fortnox writes quantities as strings, also where it reads them as numbers."""
