"""A preview as JSON: the order in Fortnox's own form, and around it what Tamio says of it.

Amounts are strings, so that no reader makes floats of them; the order is the body itself.
"""

import json
from collections.abc import Sequence
from typing import Any

from tamio.fortnox.client.envelopes import wrapped
from tamio.fortnox.client.json_text import write
from tamio.fortnox.client.models.base import Document
from tamio.fortnox.sync.preview.shapes import Card, CreditPreview, Notice, Preview, Sums


def preview_json(preview: Preview) -> dict[str, Any]:
    """In the language of the request, where there are words."""
    return {
        "invoice": preview.invoice.number,
        "currency": preview.invoice.currency,
        "situation": preview.situation,
        "order_number": preview.order_number or None,
        "order": body_of(preview.order),
        "accounts": {
            str(row.sent.account_number): row.account_name
            for row in preview.rows
            if row.sent.account_number
        },
        "sums": _both(preview.expected, preview.sums),
        "cards": [_card(card) for card in preview.cards],
        "requests": preview.requests,
        "at_most": preview.at_most,
        "stopped": preview.stopped,
        "texts": [
            {"field": text.field, "before": text.before, "after": text.after}
            for text in preview.texts
        ],
        "warnings": _warnings(preview.warnings),
        "credits": _credits(preview.credits) if preview.credits else None,
    }


def body_of(document: Document) -> Any:
    """What is sent, read back with every number as it is written there."""
    return json.loads(write(value=wrapped(document)), parse_float=str)


def _both(ours: Sums, theirs: Sums) -> dict[str, dict[str, str]]:
    return {
        "invoice": _sums(ours),
        "order": _sums(theirs),
    }


def _sums(sums: Sums) -> dict[str, str]:
    return {name: f"{getattr(sums, name):.2f}" for name in ("net", "vat", "total")}


def _card(card: Card) -> dict[str, Any]:
    return {
        "kind": card.kind,
        "number": card.number,
        "name": card.name,
        "doing": card.doing,
        "requests": card.requests,
        "changes": [
            {"field": each.name, "before": each.before, "after": each.after}
            for each in card.changes
        ],
    }


def _warnings(found: Sequence[Notice]) -> list[dict[str, Any]]:
    return [
        {
            "code": each.code,
            "level": each.level,
            "field": each.field,
            "message": str(each.message),
            "remedy": str(each.remedy) if each.remedy else None,
        }
        for each in found
    ]


def _credits(after: CreditPreview) -> dict[str, Any]:
    return {
        "credit_notes": [note.number for note in after.notes],
        "doing": after.doing,
        "invoice": after.invoice_number or None,
        "order": body_of(after.patch) if after.patch else None,
        "is_exact": after.is_exact,
        "sums": _both(after.expected, after.sums) if after.expected and after.sums else None,
        "requests": after.requests,
        "warnings": _warnings(after.warnings),
    }
