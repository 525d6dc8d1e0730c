"""A schema as a function: the value in, what departs from the schema out.

Only what Fortnox's description uses of OpenAPI 3.0. Of fields that no schema names it says nothing;
here they depart, because Fortnox refuses them (2001399).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

Spec = Mapping[str, Any]
DATE = re.compile(r"\d{4}-\d\d-\d\d\Z")


@dataclass(frozen=True)
class Departure:
    """A value that is not as described: the JSON pointer to it, and the rule that it breaks.

    `schema` and `field` are the description's: the nearest named schema and its property, of which
    `type` is what it should be. `part` is the part of the exchange that holds it.
    """

    pointer: str
    rule: str
    value: object
    schema: str
    field: str
    type: str = ""
    part: str = ""

    def below(self, key: str) -> "Departure":
        escaped = key.replace("~", "~0").replace("/", "~1")
        return replace(self, pointer=f"/{escaped}{self.pointer}")

    def __str__(self) -> str:
        name = f"{self.schema} {self.field}".strip()
        where = f"{self.part} {self.pointer or '/'}"
        return f"{where}: {self.value!r:.80} breaks the {self.rule} of {name}"


Check = Callable[[Any], Iterable[Departure]]
Test = Callable[[Any], bool]


class Schemas:
    """The named schemas, each compiled when it is first asked for."""

    def __init__(self, described: Mapping[str, Spec]) -> None:
        self._described = described
        self._checks: dict[str, Check] = {}

    def named(self, name: str) -> Check:
        if name not in self._checks:
            self._checks[name] = self.compile(self._described[name], name, "")
        return self._checks[name]

    def compile(self, spec: Spec, schema: str, field: str, *, required: bool = False) -> Check:
        """`schema` and `field` are where the spec stands."""
        kind = spec.get("type", "object")
        if "$ref" in spec:
            check = self.named(spec["$ref"].rsplit("/", 1)[1])
        elif kind == "object":
            check = self._object(spec, schema)
        elif kind == "array":
            check = self._array(spec, schema, field)
        else:
            check = _scalar(spec, schema, field)
        rule = "required" if required else "null"
        null = Departure("", rule, None, schema, field, kind)
        null_departs = () if spec.get("nullable") else (null,)
        return lambda value: null_departs if value is None else check(value)

    def _object(self, spec: Spec, schema: str) -> Check:
        required = tuple(spec.get("required", ()))
        fields = {
            name: self.compile(field, schema, name, required=name in required)
            for name, field in spec["properties"].items()
        }

        def check(value: Any) -> Iterable[Departure]:
            if not isinstance(value, dict):
                return (Departure("", "type", value, schema, "", "object"),)
            found = [
                Departure("", "required", None, schema, name).below(name)
                for name in required
                if name not in value
            ]
            for name, item in value.items():
                if name in fields:
                    found += [departure.below(name) for departure in fields[name](item)]
                else:
                    found.append(Departure("", "unknown", item, schema, name).below(name))
            return found

        return check

    def _array(self, spec: Spec, schema: str, field: str) -> Check:
        item = self.compile(spec["items"], schema, field)
        least, most = spec.get("minItems", 0), spec.get("maxItems", float("inf"))

        def check(value: Any) -> Iterable[Departure]:
            if not isinstance(value, list):
                return (Departure("", "type", value, schema, field, "array"),)
            found = [
                departure.below(str(position))
                for position, each in enumerate(value)
                for departure in item(each)
            ]
            if not least <= len(value) <= most:
                found.append(Departure("", "items", len(value), schema, field, "array"))
            return found

        return check


def _scalar(spec: Spec, schema: str, field: str) -> Check:
    """A value of the wrong type breaks no further rule."""
    kind = spec["type"]
    is_of_type = TYPES[kind]
    tests = _tests(spec)

    def check(value: Any) -> Iterable[Departure]:
        if not is_of_type(value):
            return (Departure("", "type", value, schema, field, kind),)
        broken = [rule for rule, holds in tests if not holds(value)]
        return [Departure("", rule, value, schema, field, kind) for rule in broken]

    return check


def _tests(spec: Spec) -> Sequence[tuple[str, Test]]:
    tests = [(rule, make(spec[rule])) for rule, make in RULES.items() if rule in spec]
    if spec.get("format") in FORMATS:
        tests.append(("format", FORMATS[spec["format"]]))
    return tests


def _is_date(value: str) -> bool:
    return bool(DATE.match(value)) and _is_valid(date.fromisoformat, value)


def _is_time(value: str) -> bool:
    return _is_valid(datetime.fromisoformat, value)


def _is_valid(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


TYPES: dict[str, Test] = {
    "boolean": lambda value: isinstance(value, bool),
    "integer": lambda value: _is_number(value) and value == value // 1,
    "number": _is_number,
    "string": lambda value: isinstance(value, str),
}
FORMATS: dict[str, Test] = {
    "date": _is_date,
    "date-time": _is_time,
    "int32": lambda value: -(2**31) <= value < 2**31,
}
RULES: dict[str, Callable[[Any], Test]] = {
    "enum": lambda known: lambda value: value in known,
    "minimum": lambda least: lambda value: value >= least,
    "maximum": lambda most: lambda value: value <= most,
    "minLength": lambda least: lambda value: len(value) >= least,
    "maxLength": lambda most: lambda value: len(value) <= most,
}
