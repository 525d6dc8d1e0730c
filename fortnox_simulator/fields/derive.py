"""Derives fields.json from Fortnox's OpenAPI description.

Run as `python -m fortnox_simulator.fields.derive openapi.json > fields.json`. A field that only the
response schema holds is read-only: the description separates the two since April 2026.
"""

import json
import sys
from pathlib import Path
from typing import Any

SCHEMAS = {
    "Customer": "fortnox_Kf_CustomerSingle",
    "Article": "fortnox_ArticleSingle",
    "Order": "fortnox_Order_OrderSingle",
    "OrderRow": "fortnox_Order_OrderRowSingle",
    "EmailInformation": "fortnox_DocumentEmailFieldSingle",
    "Label": "fortnox_OOF_DocumentTagsOnDocumentSingle",
    "DefaultDeliveryTypes": "fortnox_DefaultDeliveryTypesSingle",
    "DefaultTemplates": "fortnox_DefaultTemplatesSingle",
    "Unit": "fortnox_UnitSingle",
    "TermsOfPayment": "fortnox_TermsOfPaymentSingle",
}
NAMES = {f"{schema}PayloadItem": name for name, schema in SCHEMAS.items()}


def derive(schemas: dict[str, Any]) -> dict[str, Any]:
    """Per resource: field name to {type, max?, min?, values?, of?, required?, readonly?}."""
    return {name: _table(schemas, schema) for name, schema in SCHEMAS.items()}


def _table(schemas: dict[str, Any], schema: str) -> dict[str, Any]:
    payload = schemas[f"{schema}PayloadItem"]
    response = schemas[f"{schema}Item"]
    table = {name: _field(spec) for name, spec in payload["properties"].items()}
    for name in payload.get("required", ()):
        table[name]["required"] = True
    for name, spec in response["properties"].items():
        table.setdefault(name, {**_field(spec), "readonly": True})
    return dict(sorted(table.items()))


def _field(spec: dict[str, Any]) -> dict[str, Any]:
    if "$ref" in spec:
        return {"type": "object", "of": NAMES.get(spec["$ref"].rsplit("/", 1)[1], "")}
    if spec["type"] == "array":
        return {"type": "array", "of": _field(spec["items"]).get("of", "")}
    field: dict[str, Any] = {"type": spec["type"]}
    if spec.get("format") in {"date", "date-time"}:
        field["type"] = spec["format"]
    for theirs, ours in (("maxLength", "max"), ("minLength", "min"), ("enum", "values")):
        if theirs in spec:
            field[ours] = spec[theirs]
    return field


if __name__ == "__main__":
    description = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    json.dump(derive(description["components"]["schemas"]), sys.stdout, indent=1)
    sys.stdout.write("\n")
