"""Whatever JSON comes to whatever route: a refusal that changes nothing, or a document."""

import json
from functools import cache
from itertools import count
from typing import Any

from hypothesis import event, given, settings
from hypothesis import strategies as st

from fortnox_simulator.api.routes import RESOURCES
from fortnox_simulator.resources.call import Route
from tests.simulator.caller import Caller, caller
from tests.simulator.described import operations
from tests.simulator.unchanged import everything

ROUTES = [route for each in RESOURCES for route in each.ROUTES if route.method in {"POST", "PUT"}]
Values = st.SearchStrategy[Any]
SCHEMAS = operations.described()["components"]["schemas"]
KNOWN = st.sampled_from(["1", "1", "1", "A", "st", "30", "SEK", "3001", "x", "１"])
KEYS = st.lists(KNOWN, min_size=3, max_size=3)
ODD = ["", "API_BLANK", "0", "-1", "2026-01-01", "\ud83d", "９", "1e99", "\x00", "å" * 300]
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=10)
    | st.sampled_from(ODD)
)
ANYTHING = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


def mostly(likely: Values, other: Values) -> Values:
    return st.integers(0, 19).flatmap(lambda drawn: other if drawn == 19 else likely)


def of_schema(spec: Any) -> Values:
    """Mostly what the description asks for, now and then something else in its place."""
    if "$ref" in spec:
        return of_schema(SCHEMAS[spec["$ref"].rsplit("/", 1)[1]])
    if spec["type"] == "array":
        return mostly(st.lists(of_schema(spec["items"]), max_size=3), ANYTHING)
    if spec["type"] == "object":
        return mostly(of_object(spec), ANYTHING)
    return mostly(of_scalar(spec), SCALARS)


def of_object(spec: Any) -> Values:
    fields = {name: of_schema(field) for name, field in spec["properties"].items()}
    if len(fields) == 1:
        return st.fixed_dictionaries(fields)
    required = {name: fields[name] for name in spec.get("required", ())}
    return st.lists(st.sampled_from(sorted(fields)), max_size=3).flatmap(
        lambda names: st.fixed_dictionaries(required | {name: fields[name] for name in names})
    )


def of_scalar(spec: Any) -> Values:
    if "enum" in spec:
        return st.sampled_from(spec["enum"])
    if spec["type"] == "boolean":
        return st.booleans()
    if spec["type"] in {"integer", "number"}:
        return st.integers(int(spec.get("minimum", -5)), int(spec.get("maximum", 10**6)))
    if spec.get("format") == "date":
        return st.dates().map(str)
    return KNOWN | st.text("abc 123", max_size=spec.get("maxLength", 60))


def bodies(route: Route) -> Values:
    found = operations.find(route.method, f"/3/{route.path}")
    assert found
    (content,) = found[0].spec["requestBody"]["content"].values()
    return of_schema(content["schema"])


CALLS = st.one_of(
    [st.tuples(st.just(route), KEYS, mostly(bodies(route), ANYTHING)) for route in ROUTES]
)
TURNS = count()


@cache
def company(turn: int) -> Caller:
    """What was accepted stays, as it would; a new one now and then, for the old ones grow slow."""
    fortnox = caller()
    fortnox.customer()
    fortnox.article()
    fortnox.order({"ArticleNumber": "1"})
    return fortnox


@settings(max_examples=2 * settings().max_examples)
@given(call=CALLS)
def test_whatever_is_sent_is_refused_as_a_whole_or_accepted(
    call: tuple[Route, list[str], Any],
) -> None:
    route, keys, body = call
    fortnox, places = company(next(TURNS) // 100), iter(keys)
    path = "/".join(next(places) if s.startswith("{") else s for s in route.path.split("/"))
    before = everything(fortnox.state)

    response = fortnox.send(route.method, f"/{path}", content=json.dumps(body))

    event(f"{route.method} {route.path} {response.status_code}")
    if response.status_code >= 400:
        assert_refusal(response.status_code, response.json())
        assert everything(fortnox.state) == before


def assert_refusal(status: int, body: Any) -> None:
    names = ["error", "message", "code"] if status == 400 else ["Error", "Message", "Code"]
    assert status in {400, 403, 404}
    assert list(body["ErrorInformation"]) == names
