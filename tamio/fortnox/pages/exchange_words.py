"""What a request to Fortnox was for, in words, and its bodies as people can read them."""

import json
import re
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from tamio.fortnox.models import ExchangeRecord
from tamio.look.chips import Text, Tone

#: By method and path; the first that matches.
_PURPOSES: tuple[tuple[str, Text], ...] = (
    (r"POST \S*/orders", _("Create the order")),
    (r"GET \S*/orders\?", _("Look for the order")),
    (r"GET \S*/orders/", _("Read the order")),
    (r"PUT \S*/orders/\d+/cancel", _("Cancel the order")),
    (r"PUT \S*/orders/", _("Change the order")),
    (r"GET \S*/invoices/", _("Read the invoice")),
    (r"PUT \S*/invoices/[^/]+/credit", _("Credit the invoice")),
    (r"PUT \S*/invoices/", _("Trim the credit invoice")),
    (r"POST \S*/customers", _("Create the customer")),
    (r"PUT \S*/customers/", _("Update the customer")),
    (r"GET \S*/customers\?filter=active", _("Read the customers")),
    (r"GET \S*/customers\?", _("Look for the customer")),
    (r"GET \S*/customers/", _("Read the customer")),
    (r"POST \S*/articles", _("Create the article")),
    (r"PUT \S*/articles/", _("Update the article")),
    (r"GET \S*/articles\?", _("Read the articles")),
    (r"GET \S*/articles/", _("Read the article")),
    (r"GET \S*/accounts", _("Read the chart of accounts")),
    (r"GET \S*/financialyears", _("Read the financial year")),
    (r"GET \S*/companyinformation", _("Read the company")),
    (r"GET \S*/currencies/", _("Read the currency")),
)
_EXACT = re.compile('"\ue000(.*?)\ue000"')


@dataclass(frozen=True, slots=True)
class ShownExchange:
    """One exchange, with what the record itself does not say."""

    record: ExchangeRecord

    @property
    def purpose(self) -> Text:
        call = f"{self.record.method} {self.record.path}"
        return next((words for pattern, words in _PURPOSES if re.match(pattern, call)), call)

    @property
    def tone(self) -> Tone:
        status = self.record.status
        if status is None or status >= 500 or status == 429:
            return Tone.WAITING
        return Tone.GOOD if status < 400 else Tone.WRONG

    @property
    def sent(self) -> str:
        return readable(self.record.request_body)

    @property
    def answered(self) -> str:
        return readable(self.record.answer_body)


def readable(body: str) -> str:
    """JSON indented, every number digit by digit as it was; anything else as it came."""
    try:
        parsed = json.loads(body, parse_float=lambda digits: f"\ue000{digits}\ue000")
        return _EXACT.sub(r"\1", json.dumps(parsed, indent=2, ensure_ascii=False))
    except (ValueError, RecursionError):
        return body
