"""The audit trail as CSV and JSON, row by row as it is read: never the whole in memory."""

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import translation

from tamio.backoffice.audit.trail import Shown
from tamio.commerce.audit.masking import masked

#: The columns, in order; their names are the same in every language.
COLUMNS = (
    "time", "by", "kind", "code", "what", "subject", "field", "before", "after", "text",
    "sent", "answered", "id",
)  # fmt: skip
#: A spreadsheet would take such a text for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_BYTE_ORDER_MARK = "\ufeff"  # by which spreadsheets know that å, ä and ö are UTF-8


def as_csv(rows: Iterable[Shown], *, zone: str, language: str) -> Iterator[str]:
    writer = csv.DictWriter(_Line(), COLUMNS)
    yield _BYTE_ORDER_MARK + str(writer.writeheader())
    for row in _written(rows, zone, language):
        yield str(writer.writerow({name: _plain(text) for name, text in row.items()}))


def as_json(rows: Iterable[Shown], *, zone: str, language: str) -> Iterator[str]:
    """An array with an object a row, each on its own line."""
    before = "[\n"
    for row in _written(rows, zone, language):
        yield before + json.dumps(row, ensure_ascii=False)
        before = ",\n"
    yield "[]\n" if before == "[\n" else "\n]\n"


class _Line:
    """What csv writes into: gives each line back, for it to be sent at once."""

    def write(self, line: str) -> str:
        return line


def _written(rows: Iterable[Shown], zone: str, language: str) -> Iterator[dict[str, str]]:
    local = ZoneInfo(zone)
    # The rows are read after the request's own language has been put away.
    with translation.override(language):
        for shown in rows:
            yield _row(shown, local)


def _row(shown: Shown, local: ZoneInfo) -> dict[str, str]:
    entry = shown.entry
    texts = {
        "by": entry.by,
        "kind": shown.source.kind,
        "code": entry.code,
        "what": entry.what,
        "subject": entry.subject,
        "field": entry.field,
        "before": entry.before,
        "after": entry.after,
        "text": entry.text,
        "sent": entry.sent,
        "answered": entry.answered,
    }
    row = {"time": _time(entry.at, local)} | {key: masked(str(text)) for key, text in texts.items()}
    return row | {"id": f"{shown.source.kind}-{shown.pk}"}


def _time(at: datetime, local: ZoneInfo) -> str:
    return at.astimezone(local).isoformat(timespec="milliseconds")


def _plain(text: str) -> str:
    return f"'{text}" if text.startswith(_FORMULA) else text
