"""What the back office's own fields mean for the books, by form and field.

Sources: commerce_facts (VAT, invoices, gift cards, shipping), docs/vat.md and docs/gift_cards.md.
"""

from django.utils.translation import gettext_lazy as _

from tamio.look.meanings import Meaning, Meanings

OF_PRODUCT: Meanings = {
    "vat_class": Meaning(
        "momsklass",
        _(
            "What the product is for VAT. The class and the day of the sale give the rate, and"
            " the sale is booked on the revenue account of that rate."
        ),
    ),
    "item_type": Meaning(
        "vara eller tjänst",
        _(
            "Goods and services are booked on revenue accounts of their own. Abroad the type"
            " decides whose VAT is charged: goods follow where they are sent, digital products"
            " the buyer."
        ),
    ),
    "sku": Meaning(
        "artikelnummer",
        _(
            "The number of the article in the accounting. With another number later sales get a"
            " new article there; what is booked already stays as it is."
        ),
    ),
    "stock": Meaning(
        "lagersaldo",
        _(
            "How many the shop can sell. The value of the stock (lagervärde) is not booked by a"
            " sale: you book its change at the closing of the accounts."
        ),
    ),
    "cost": Meaning(
        "inköpspris",
        _(
            "What you pay for one, without VAT. The price without VAT less the cost is the gross"
            " profit (täckningsbidrag, TB); in percent of that price it is the margin"
            " (täckningsgrad, TG). Nothing of it is booked by a sale."
        ),
    ),
    "least_amount": Meaning(
        "presentkort",
        _(
            "Sold without VAT: until it is used, the card is a debt (skuld) to whoever has it,"
            " on an account such as 2421. VAT comes with what it pays for."
        ),
    ),
}

OF_STORE: Meanings = {
    "f_tax_approved": Meaning(
        "godkänd för F-skatt",
        _("Must stand on the invoices of whoever is: the buyer then withholds no tax."),
    ),
    "ocr_kind": Meaning(
        "OCR-nummer",
        _(
            "The payment reference of an invoice. By it a payment finds its invoice in the"
            " customer ledger (kundreskontra), without anybody looking."
        ),
    ),
    "payment_terms_days": Meaning(
        "betalningsvillkor",
        _(
            "They give the due date (förfallodag). After it the invoice is overdue in the"
            " customer ledger (kundreskontra), and interest (dröjsmålsränta) can be charged."
        ),
    ),
    "reminder_fee": Meaning(
        "påminnelseavgift",
        _("Compensates you for the reminder and is no payment for goods: it carries no VAT."),
    ),
    "currency": Meaning(
        "valuta",
        _(
            "The books are kept in kronor: a sale in another currency is booked at the rate of"
            " its day (dagskurs), and its VAT stands in kronor on the invoice too."
        ),
    ),
    "prices_include_vat": Meaning(
        "pris inklusive moms",
        _(
            "How you write your prices. Either way the revenue is booked without VAT (netto),"
            " and the VAT on an account of its own (utgående moms)."
        ),
    ),
    "oss_from_date": Meaning(
        "unionsordningen, OSS",
        _(
            "The VAT of other EU countries is declared by the quarter in OSS, apart from the"
            " Swedish VAT return (momsdeklaration), and booked on accounts of its own."
        ),
    ),
    "unanswered_vat_numbers": Meaning(
        "omvänd betalningsskyldighet",
        _(
            "A company in another EU country with a valid VAT number is sold to without VAT,"
            " and the sale is reported (periodisk sammanställning). Without a valid number you"
            " owe the VAT."
        ),
    ),
}

OF_CUSTOMER: Meanings = {"payment_terms_days": OF_STORE["payment_terms_days"]}

OF_WAYS_TO_PAY: Meanings = {
    "by_invoice": Meaning(
        "kundfordran",
        _(
            "A claim on the buyer until the money has come, on an account such as 1510. The"
            " revenue is booked when the invoice is, and not when it is paid."
        ),
    ),
    "by_swish": Meaning(
        "Swish",
        _("Paid at once, and in the bank account (företagskonto, such as 1930) at once."),
    ),
    "by_card": Meaning(
        "kortbetalning",
        _(
            "The card company pays out some days later, less its fee. Until then the money is a"
            " claim on it, on an account such as 1580; the fee is a cost of its own."
        ),
    ),
}

OF_SHIPPING: Meanings = {
    "price_0": Meaning(
        "frakt",
        _(
            "Shipping carries the VAT of the goods that are shipped, shared between the rates"
            " where they differ, and is booked on an account of its own, such as 3520."
        ),
    ),
}

OF_GIFT_CARDS: Meanings = {
    "lasts_months": Meaning(
        "giltighetstid",
        _(
            "Until it expires a card is a debt (skuld). What is left on it then is owed to"
            " nobody any more: the accountant takes it up as revenue (intäkt)."
        ),
    ),
}
