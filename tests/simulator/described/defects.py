"""Where Fortnox is known not to do as its description says: the one place that says so.

`recording` names an exchange of the real Fortnox that proves it; other evidence stands in `why`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from tests.simulator.described import operations
from tests.simulator.described.schemas import Check, Departure

ACTION, ANSWER, CREATION = "action", "answer", "creation"
PARAMETER, UPDATE = "parameter", "update"
WRITTEN = (CREATION, UPDATE)


@dataclass(frozen=True, eq=False)
class Defect:
    """A rule that does not hold of a field, and what stands there `instead` (an OpenAPI schema).

    `parts` are those of an exchange. Of rule, schema, field and types it means any where it says
    none.
    """

    parts: tuple[str, ...]
    rule: str
    why: str
    schema: str = ""
    field: str = ""
    types: tuple[str, ...] = ()
    instead: Mapping[str, Any] | None = None
    recording: str = ""

    def explains(self, departure: Departure) -> bool:
        return (
            departure.part in self.parts
            and self.rule in {"", departure.rule}
            and self.schema in {"", departure.schema}
            and self.field in {"", departure.field}
            and (not self.types or departure.type in self.types)
            and not (self.instead and list(self._instead(departure.value)))
        )

    @cached_property
    def _instead(self) -> Check:
        return operations.schemas().compile(self.instead or {}, self.schema, self.field)


def explanation(departure: Departure) -> Defect | None:
    """The defect that the departure comes from, if one is known."""
    return next((defect for defect in DEFECTS if defect.explains(departure)), None)


EMPTY = {"type": "string", "enum": [""]}
NONE = {"type": "integer", "enum": [0]}
META = {"$ref": "#/components/schemas/fortnox_MetaInformation"}
TEXT = {"type": "string"}
DEFECTS = (
    Defect(
        (ANSWER,), "null", "an empty field of an answer is null in one place and '' in another",
        types=("integer", "number", "string"), recording="customer_create_minimal",
    ),
    Defect(
        (ANSWER,), "unknown", "lists begin with it, described or not",
        field="MetaInformation", instead=META, recording="order_search_customername",
    ),
    # Only upper-case is described.
    Defect(
        (ANSWER,), "unknown", "lower-case on 400",
        schema="fortnox_ErrorInformation", field="error",
        instead={"type": "integer", "enum": [1]}, recording="error_2001392_400",
    ),
    Defect(
        (ANSWER,), "unknown", "lower-case on 400",
        schema="fortnox_ErrorInformation", field="message",
        instead=TEXT, recording="error_2001392_400",
    ),
    Defect(
        (ANSWER,), "unknown", "lower-case on 400",
        schema="fortnox_ErrorInformation", field="code",
        instead={"type": "integer", "minimum": 1_000_000}, recording="error_2001392_400",
    ),
    Defect(
        (ANSWER,), "unknown", "the gateway's 401 (recorded) and 429 (guessed) are not described",
        schema="fortnox_ErrorInformation_Wrap", field="message",
        instead=TEXT, recording="api_401_expired_access_token",
    ),
    Defect(
        (ANSWER,), "type", "amounts are text in lists",
        schema="fortnox_ArticleListItem", field="QuantityInStock",
        instead=TEXT, recording="article_search_description",
    ),
    Defect(
        (ANSWER,), "minimum", "no account is 0",
        schema="fortnox_ArticleSingleItem", field="ConstructionAccount",
        instead=NONE, recording="article_create",
    ),
    Defect(
        (ANSWER,), "type", "no project is 0 in the books",
        field="Project", instead=NONE, recording="account_get",
    ),
    Defect(
        (ANSWER,), "type", "fact 3.10: a number in the answer to a POST, text in that to a GET",
        schema="fortnox_Kf_CustomerSingleItem", field="SalesAccount",
        instead={"type": "integer", "minimum": 1000, "maximum": 9999},
    ),
    Defect(
        (ANSWER,), "type", "no contract is the text 0",
        schema="fortnox_Kf_InvoiceSingleItem", field="ContractReference",
        instead={"type": "string", "enum": ["0"]}, recording="invoice_create_country_GB",
    ),
    Defect(
        (ANSWER,), "format", "no day is ''",
        schema="fortnox_Kf_InvoiceSingleItem", field="InvoicePeriodStart",
        instead=EMPTY, recording="invoice_create_country_GB",
    ),
    Defect(
        (ANSWER,), "format", "no day is ''",
        schema="fortnox_Kf_InvoiceSingleItem", field="InvoicePeriodEnd",
        instead=EMPTY, recording="invoice_create_country_GB",
    ),
    Defect(
        (ANSWER,), "enum", "no way of payment is ''",
        schema="fortnox_Kf_InvoiceSingleItem", field="PaymentWay",
        instead=EMPTY, recording="invoice_create_country_GB",
    ),
    Defect(
        (PARAMETER,), "unknown", "described as Date",
        schema="GET /3/financialyears", field="date",
        instead={"type": "string", "format": "date"}, recording="financialyears_by_date",
    ),
    Defect(
        (PARAMETER,), "type", "fact 3.7: article numbers are text in addresses too",
        field="ArticleNumber", instead={"type": "string", "maxLength": 50},
    ),
    Defect(
        (ACTION,), "", "guessed: to cancel, to invoice and the like take no notice of a body",
    ),
    Defect(
        (UPDATE,), "required", "a PUT changes what it names and leaves the rest",
        recording="order_update_partial_put",
    ),
    Defect(
        WRITTEN, "null", "fact 6.2: null clears a field",
        types=("boolean", "integer", "number", "string"),
    ),
    Defect(
        WRITTEN, "minLength", "fact 6.2: an empty text is let in, and changes nothing",
        instead=EMPTY,
    ),
    Defect(
        WRITTEN, "enum", "fact 6.2: so it is where it is no choice",
        instead=EMPTY,
    ),
    Defect(
        WRITTEN, "type", "fact 6.2: and so does this word, whatever the field's type",
        instead={"type": "string", "enum": ["API_BLANK"]},
    ),
    Defect(
        WRITTEN, "type", "quantities are text and may be numbers; guessed of other text",
        types=("string",), instead={"type": "number"},
        recording="order_create_one_row_ordered_only",
    ),
    Defect(
        WRITTEN, "type", "guessed: a flag in a text is the word for it",
        types=("string",), instead={"type": "boolean"},
    ),
    Defect(
        WRITTEN, "type", "guessed: the messages of 2000108 and 2000134 speak of what text holds",
        types=("boolean", "integer", "number"), instead=TEXT,
    ),
    Defect(
        (UPDATE,), "unknown", "fact 9.14: names the row, in the description's text only",
        field="RowId", instead={"type": "integer", "format": "int32"},
    ),
    Defect(
        WRITTEN, "maxLength", "fact 9.5: a longer text is cut",
        schema="fortnox_Order_OrderRowSinglePayloadItem", field="Description",
    ),
    Defect(
        WRITTEN, "maxLength", "fact 9.5: a longer text is cut",
        schema="fortnox_Kf_InvoiceRowSinglePayloadItem", field="Description",
    ),
    Defect(
        WRITTEN, "maxLength", "fact 9.5: a longer text is cut",
        schema="fortnox_Kf_InvoiceSinglePayloadItem", field="DeliveryAddress1",
    ),
    Defect(
        WRITTEN, "minimum", "fact 9.12: a text row has no account",
        schema="fortnox_Kf_InvoiceRowSinglePayloadItem", field="AccountNumber", instead=NONE,
    ),
    Defect(
        (ANSWER,), "minimum", "fact 9.12: a text row has no account",
        schema="fortnox_Kf_InvoiceRowSingleItem", field="AccountNumber", instead=NONE,
    ),
    Defect(
        (CREATION,), "required", "clients leave it out: the date says it",
        schema="fortnox_Bf_VoucherSinglePayloadItem", field="Year",
    ),
    Defect(
        (ANSWER,), "unknown", "measured: a whole price list where one article's price is described",
        schema="fortnox_PriceSingleItem_Wrap", field="Prices",
        instead={
            "type": "array", "items": {"$ref": "#/components/schemas/fortnox_PriceSingleItem"},
        },
    ),
)  # fmt: skip
