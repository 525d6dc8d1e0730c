"""What is left of an exchange when the law does not ask to keep more: numbers, codes, amounts."""

import json
import re
from typing import Any

from django.db import models

from tamio.commerce.audit.retention import ERASED
from tamio.fortnox.models import ExchangeRecord

#: Fields whose text says nothing of a person. Every other text goes, known field or not.
_IMPERSONAL = frozenset({
    "@url", "ArticleNumber", "Currency", "CustomerNumber", "DeliveryDate", "DiscountType",
    "DocumentNumber", "DueDate", "ExternalInvoiceReference1", "ExternalInvoiceReference2",
    "InvoiceDate", "InvoiceReference", "OrderDate", "OrderedQuantity", "DeliveredQuantity",
    "Quantity", "TaxReductionType", "Type", "Unit", "VATType", "code", "Code",
})  # fmt: skip
_MARK = "\ue000"  # amounts are written again digit by digit as they were
_AMOUNT = re.compile(f'"{_MARK}(.*?){_MARK}"')
# The path of a search names what is looked for: ?email=…&organisationnumber=…
_SEARCHED = re.compile(r"=[^&]*")


def of_exchange(row: models.Model) -> dict[str, Any]:
    """The columns of an exchange without what is personal."""
    assert isinstance(row, ExchangeRecord)
    path, mark, query = row.path.partition("?")
    return {
        "path": path + mark + _SEARCHED.sub(f"={ERASED}", query),
        "request_body": _impersonal(row.request_body),
        "answer_body": _impersonal(row.answer_body),
    }


def _impersonal(body: str) -> str:
    if not body:
        return ""
    try:
        content = json.loads(body, parse_float=lambda digits: f"{_MARK}{digits}{_MARK}")
    except (ValueError, RecursionError):
        return ERASED  # cut off, or no JSON: nothing in it can be told apart
    return _AMOUNT.sub(r"\1", json.dumps(_without_texts(content), ensure_ascii=False))


def _without_texts(content: Any, *, field: str = "") -> Any:
    if isinstance(content, dict):
        return {name: _without_texts(value, field=name) for name, value in content.items()}
    if isinstance(content, list):
        return [_without_texts(value, field=field) for value in content]
    if isinstance(content, str) and not (_is_amount(content) or field in _IMPERSONAL):
        return ERASED if content else ""
    return content


def _is_amount(text: str) -> bool:
    return re.fullmatch(f"{_MARK}[-+.0-9eE]+{_MARK}", text) is not None
