"""Derives fields.json from Fortnox's OpenAPI description.

Run as `python -m fortnox_simulator.fields.derive openapi.json > fields.json`. A field that only the
response schema holds is read-only: the description separates the two since April 2026.
"""

import json
import sys
from pathlib import Path
from typing import Any

SCHEMAS = {
    "Account": "fortnox_Bf_AccountSingle",
    "Article": "fortnox_ArticleSingle",
    "CostCenter": "fortnox_CostCenterSingle",
    "Currency": "fortnox_CurrencySingle",
    "Customer": "fortnox_Kf_CustomerSingle",
    "DefaultDeliveryTypes": "fortnox_DefaultDeliveryTypesSingle",
    "DefaultTemplates": "fortnox_DefaultTemplatesSingle",
    "EDIInformation": "fortnox_DocumentEDIFieldSingle",
    "EmailInformation": "fortnox_DocumentEmailFieldSingle",
    "FinancialYear": "fortnox_Bf_FinancialYearSingle",
    "Invoice": "fortnox_Kf_InvoiceSingle",
    "InvoiceRow": "fortnox_Kf_InvoiceRowSingle",
    "Label": "fortnox_OOF_DocumentTagsOnDocumentSingle",
    "OpeningQuantity": "fortnox_Bf_AccountingQuantityBalancesSingle",
    "Order": "fortnox_Order_OrderSingle",
    "OrderRow": "fortnox_Order_OrderRowSingle",
    "PreDefinedAccount": "fortnox_PreDefinedAccountSingle",
    "Price": "fortnox_PriceSingle",
    "PriceList": "fortnox_PriceListSingle",
    "Project": "fortnox_Project_ProjectSingle",
    "TermsOfDelivery": "fortnox_Kf_TermsOfDeliverySingle",
    "TermsOfPayment": "fortnox_TermsOfPaymentSingle",
    "Unit": "fortnox_UnitSingle",
    "Voucher": "fortnox_Bf_VoucherSingle",
    "VoucherApprover": "fortnox_Bf_VoucherApproverSingle",
    "VoucherRow": "fortnox_Bf_VoucherRowSingle",
    "VoucherSeries": "fortnox_Bf_VoucherSeriesSingle",
    "WayOfDelivery": "fortnox_WayOfDeliverySingle",
    # What a document is in a list.
    "ArticleList": "fortnox_ArticleList",
    "CustomerList": "fortnox_Kf_CustomerList",
    "InvoiceList": "fortnox_Kf_InvoiceList",
    "OrderList": "fortnox_Order_OrderList",
}
NAMES = {
    f"{schema}{kind}": name for name, schema in SCHEMAS.items() for kind in ("PayloadItem", "Item")
}
LIMITS = {
    "maxLength": "max",
    "minLength": "min",
    "minimum": "least",
    "maximum": "most",
    "enum": "values",
}


def derive(schemas: dict[str, Any]) -> dict[str, Any]:
    """Per resource: field name to {type, max?, min?, least?, most?, values?, of?,
    required?, readonly?}."""
    return {name: _table(schemas, schema) for name, schema in SCHEMAS.items()}


def _table(schemas: dict[str, Any], schema: str) -> dict[str, Any]:
    # What cannot be written at all has no payload schema.
    payload = schemas.get(f"{schema}PayloadItem", {"properties": {}})
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
    return field | {ours: spec[theirs] for theirs, ours in LIMITS.items() if theirs in spec}


if __name__ == "__main__":
    description = json.loads(Path(sys.argv[1]).read_text(encoding="utf-8"))
    json.dump(derive(description["components"]["schemas"]), sys.stdout, indent=1)
    sys.stdout.write("\n")
