"""Which operation of the description a request calls, and which schemas belong to it."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from tests.simulator.described.schemas import Check, Schemas, Spec

HERE = Path(__file__).parent
JSON = "application/json"
PDF = "application/pdf"
ERROR = "fortnox_ErrorInformation_Wrap"
ANYTHING = re.compile(".*", re.DOTALL)
FORMS: dict[str, tuple[re.Pattern[str], Callable[[str], object]]] = {
    "boolean": (re.compile("true|false"), "true".__eq__),
    "integer": (re.compile(r"-?[0-9]{1,18}"), int),
    "number": (re.compile(r"-?[0-9]{1,18}(\.[0-9]{1,18})?"), float),
}


@dataclass(frozen=True)
class Content:
    """What an answer of one status holds; `check` is None where it holds nothing."""

    media_type: str
    check: Check | None


@dataclass(frozen=True)
class Operation:
    """`name` is the verb with the path as described. Contents are by status."""

    name: str
    spec: Spec
    keys: Mapping[str, Check]
    parameters: Mapping[str, Check]
    request: Check | None
    contents: Mapping[int, Content]


@cache
def described() -> dict[str, Any]:
    description: dict[str, Any] = json.loads((HERE / "openapi.json").read_text("utf-8"))
    return description


@cache
def schemas() -> Schemas:
    return Schemas(described()["components"]["schemas"])


def refusal() -> Check:
    """The `default` of every operation."""
    return schemas().named(ERROR)


def find(method: str, path: str) -> tuple[Operation, tuple[str, ...]] | None:
    """The operation and the decoded variable segments of the raw path."""
    segments = path.strip("/").split("/")
    for template in _templates():
        if len(template) == len(segments) and all(map(_fits, template, segments)):
            operation = _operation("/" + "/".join(template), method.lower())
            keys = [s for t, s in zip(template, segments, strict=True) if t.startswith("{")]
            if operation:
                return operation, tuple(map(unquote, keys))
    return None


def _fits(named: str, segment: str) -> bool:
    return (named.startswith("{") and segment != "") or named == segment.lower()


@cache
def _templates() -> list[list[str]]:
    """Those that name a segment go before those that leave it open."""
    templates = [path.strip("/").split("/") for path in described()["paths"]]
    return sorted(templates, key=lambda template: "".join(template).count("{"))


@cache
def _operation(path: str, method: str) -> Operation | None:
    spec = described()["paths"][path].get(method)
    if spec is None:
        return None
    name = f"{method.upper()} {path}"
    own = {named["name"]: named for named in spec.get("parameters", ())}
    return Operation(
        name=name,
        spec=spec,
        keys={key: _parameter(own[key], name) for key in re.findall(r"{(\w+)}", path)},
        parameters={
            key: _parameter(parameter, name)
            for key, parameter in (described()["components"]["parameters"] | own).items()
            if parameter["in"] == "query"
        },
        request=_request(spec),
        contents={
            int(status): _content(answer)
            for status, answer in spec["responses"].items()
            if status != "default"
        },
    )


def _parameter(spec: Spec, operation: str) -> Check:
    """Parameters come as text; one that does not read as its type stays text, and departs."""
    check = schemas().compile(spec["schema"], operation, spec["name"])
    form, read = FORMS.get(spec["schema"]["type"], (ANYTHING, str))
    return lambda text: check(read(text) if form.fullmatch(text) else text)


def _request(spec: Spec) -> Check | None:
    if "requestBody" not in spec:
        return None
    (content,) = spec["requestBody"]["content"].values()
    return schemas().compile(content["schema"], "", "")


def _content(answer: Spec) -> Content:
    for media_type, content in answer.get("content", {}).items():
        return Content(media_type, schemas().compile(content["schema"], "", ""))
    return Content("", None)
