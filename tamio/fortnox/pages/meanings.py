"""What the fields of the settings mean for the books. Sources: facts.md, docs/accounts.md."""

from django.utils.translation import gettext_lazy as _

from tamio.look.meanings import Meaning, Meanings

SETTINGS: Meanings = {
    "goods_account": Meaning(
        "intäktskonto, varor",
        _(
            "Where the sale of goods is booked (kontering), without VAT: usually 3001 for 25%."
            " Other rates, the EU and export take accounts of their own where they are chosen."
        ),
    ),
    "services_account": Meaning(
        "intäktskonto, tjänster",
        _(
            "Where services and digital products are booked (kontering), without VAT: usually"
            " 3041 for 25%."
        ),
    ),
    "start_date": Meaning(
        "startdatum",
        _(
            "What was sold before that day is in the books already, or is booked by hand:"
            " choose the first day that is not, so that nothing is booked twice."
        ),
    ),
    "send_zero_totals": Meaning(
        "fakturor på 0 kronor",
        _(
            "They change no account. Sent along, the numbers of the invoices have no gaps in"
            " the accounting either (fakturanummerserie)."
        ),
    ),
}
