"""/requests: what arrived, and each request with its bodies."""

import json
from datetime import timedelta
from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from fortnox_simulator.pages import tables
from fortnox_simulator.pages.company import missing
from fortnox_simulator.pages.figures import full_moment, moment
from fortnox_simulator.pages.layout import FRESH_SECONDS, page
from fortnox_simulator.pages.markup import Child, Html, tag
from fortnox_simulator.pages.tables import link, text, tight
from fortnox_simulator.request_log import Entry
from fortnox_simulator.state import State

SHOWN = 200
TRAIL = (("Företag", "/"), ("Anrop", "/requests"))
COLUMNS = (tight("Tid"), text("Anrop"), tight("Svar"), tight("Företag"))


async def index(simulator: State, request: Request) -> Response:
    entries = simulator.log.entries(last=SHOWN)[::-1]
    if not entries:
        return page("Anrop", tables.empty("Inget anrop än."), trail=TRAIL[:1])
    rows = [_row(simulator, entry) for entry in entries]
    return page(
        "Anrop", tables.table(COLUMNS, rows, fresh=_fresh(simulator, entries)), trail=TRAIL[:1]
    )


async def show(simulator: State, request: Request) -> Response:
    entry = simulator.log.get(int(request.path_params["entry_id"]))
    if entry is None:
        return missing("Anropet finns inte i loggen.")
    return page(
        f"{entry['method']} {entry['path']}",
        tag(
            "p",
            full_moment(entry["time"]),
            " · ",
            _company(simulator, entry),
            " · ",
            _status(entry),
        ),
        tag("h2", "Frågan"),
        _query(entry),
        _body(entry["request_body"]),
        tag("h2", "Svaret"),
        _body(entry["answer_body"]),
        trail=TRAIL,
        refresh=False,
    )


def _fresh(simulator: State, entries: list[Entry]) -> int:
    since = (simulator.clock.now() - timedelta(seconds=FRESH_SECONDS)).isoformat()
    return sum(1 for entry in entries if entry["time"] > since)


def _row(simulator: State, entry: Entry) -> list[Child]:
    words = f"{entry['method']} {entry['path']}{_tail(entry)}"
    return [
        moment(entry["time"]),
        link(words, f"/requests/{entry['id']}"),
        _status(entry),
        _company(simulator, entry),
    ]


def _status(entry: Entry) -> Html:
    status = entry["status"]
    word = str(status) if status else "Inget svar"
    if entry["fault"]:
        word = f"{word} · fel: {entry['fault']}"
    kind = "good" if status and status < 400 else "wrong"
    return tables.state(word, "waiting" if entry["fault"] and status else kind)


def _company(simulator: State, entry: Entry) -> str:
    company = simulator.companies.get(entry["tenant"] or 0)
    return company.name if company else "Okänt"


def _tail(entry: Entry) -> str:
    return f"?{urlencode(entry['query'])}" if entry["query"] else ""


def _query(entry: Entry) -> Html | None:
    return tag("p", tag("code", _tail(entry))) if entry["query"] else None


def _body(body: str | None) -> Html:
    if not body:
        return tag("p", "Tom.", class_="quiet")
    try:
        readable = json.dumps(json.loads(body), indent=2, ensure_ascii=False)
    except ValueError:
        readable = body
    return tag("pre", readable)
