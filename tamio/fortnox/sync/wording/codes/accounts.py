"""Accounts, and the periods in which they may be used."""

from tamio.fortnox.sync.wording.entries import Codes, Entry, Kind
from tamio.outbox.problem import Words

_NOT_FOUND = Entry(
    kind=Kind.SETTINGS,
    field="goods_account",
    message=Words(
        sv="Fortnox hittar inte intäktskontot[ {account}] i företagets kontoplan.",
        en="Fortnox does not find the revenue account[ {account}] in the company's chart of"
        " accounts.",
    ),
    remedy=Words(
        sv="Välj ett annat konto under Integrationer → Fortnox, eller lägg upp kontot i Fortnox"
        " och välj Försök igen.",
        en="Choose another account under Integrations → Fortnox, or add the account in Fortnox and"
        " choose Retry.",
    ),
)
_PREDEFINED = Words(
    sv="Öppna Inställningar → Bokföring → Förvalda konton i Fortnox, rätta kontot och välj Försök"
    " igen.",
    en="Open Settings → Bookkeeping → Predefined accounts in Fortnox, correct the account and"
    " choose Retry.",
)

ACCOUNTS: Codes = {
    2000401: Entry(
        kind=Kind.SETTINGS,
        field="locked_period",
        message=Words(
            sv="Bokföringen är låst i Fortnox[ till och med {date}], och fakturans datum ligger i"
            " den låsta perioden.",
            en="The books are locked in Fortnox[ up to and including {date}], and the date of the"
            " invoice is in the locked period.",
        ),
        remedy=Words(
            sv="Be den som sköter bokföringen att öppna perioden under Inställningar → Bokföring i"
            " Fortnox. Välj sedan Försök igen.",
            en="Ask whoever keeps the books to open the period under Settings → Bookkeeping in"
            " Fortnox. Then choose Retry.",
        ),
    ),
    2000423: _NOT_FOUND,
    2000550: Entry(
        kind=Kind.SETTINGS,
        field="goods_account",
        message=Words(
            sv="Intäktskontot[ {account}] är inaktivt i Fortnox det räkenskapsår som fakturan hör"
            " till.",
            en="The revenue account[ {account}] is inactive in Fortnox in the financial year of"
            " the invoice.",
        ),
        remedy=Words(
            sv="Välj ett annat konto under Integrationer → Fortnox, eller gör kontot aktivt i"
            " Fortnox och välj Försök igen.",
            en="Choose another account under Integrations → Fortnox, or make the account active in"
            " Fortnox and choose Retry.",
        ),
    ),
    2001265: Entry(
        kind=Kind.SETTINGS,
        field="predefined_account",
        message=Words(
            sv="Ett förvalt konto i Fortnox[, {value},] är inte giltigt.",
            en="A predefined account in Fortnox[, {value},] is not valid.",
        ),
        remedy=_PREDEFINED,
    ),
    2001303: _NOT_FOUND,
    2001304: Entry(
        kind=Kind.SETTINGS,
        field="goods_account",
        message=Words(
            sv="Ett konto på orderns rader[, {account},] finns inte i Fortnox det räkenskapsår som"
            " fakturan hör till.",
            en="An account on the rows of the order[, {account},] does not exist in Fortnox in the"
            " financial year of the invoice.",
        ),
        remedy=Words(
            sv="Välj ett konto som finns under Integrationer → Fortnox, eller lägg upp kontot i"
            " Fortnox för det räkenskapsåret och välj Försök igen.",
            en="Choose an account that exists under Integrations → Fortnox, or add the account in"
            " Fortnox for that financial year and choose Retry.",
        ),
    ),
    2001403: Entry(
        kind=Kind.SETTINGS,
        field="predefined_account",
        message=Words(
            sv="Ett förvalt konto som Fortnox behöver för ordern är inte valt i Fortnox.",
            en="A predefined account that Fortnox needs for the order is not chosen in Fortnox.",
        ),
        remedy=_PREDEFINED,
    ),
    2002462: Entry(
        kind=Kind.SETTINGS,
        field="predefined_account",
        message=Words(
            sv="Ett förvalt konto i Fortnox[, {value},] har inte fyra siffror.",
            en="A predefined account in Fortnox[, {value},] does not have four digits.",
        ),
        remedy=_PREDEFINED,
    ),
    2003095: Entry(
        kind=Kind.SETTINGS,
        field="predefined_account",
        message=Words(
            sv="Det saknas ett förvalt konto i Fortnox för den här sortens bokföring.",
            en="A predefined account for this kind of booking is missing in Fortnox.",
        ),
        remedy=_PREDEFINED,
    ),
    2004052: Entry(
        kind=Kind.SETTINGS,
        field="predefined_account",
        message=Words(
            sv="Momskoden på ett förvalt konto i Fortnox[, {value},] passar inte det som kontot"
            " används till.",
            en="The VAT code of a predefined account in Fortnox[, {value},] does not fit what the"
            " account is used for.",
        ),
        remedy=_PREDEFINED,
    ),
    2004167: Entry(
        kind=Kind.SETTINGS,
        field="goods_account",
        message=Words(
            sv="Förenklad moms (EasyVAT) är påslagen i Fortnox, och en rad med momssatsen[ {value}]"
            " saknar konto.",
            en="Simplified VAT (EasyVAT) is on in Fortnox, and a row with the VAT rate[ {value}]"
            " has no account.",
        ),
        remedy=Words(
            sv="Välj konto för försäljningen under Integrationer → Fortnox, eller stäng av"
            " förenklad moms i Fortnox och välj Försök igen.",
            en="Choose the account of the sales under Integrations → Fortnox, or turn simplified"
            " VAT off in Fortnox and choose Retry.",
        ),
    ),
}
