"""What the connection may do: sign-in, scopes, licences, the person's own permissions."""

from tamio.fortnox.sync.wording.entries import RECONNECT, Codes, Entry, Kind
from tamio.outbox.problem import Words

RIGHTS: Codes = {
    2000310: Entry(
        kind=Kind.RECONNECT,
        field="consent",
        message=Words(
            sv="Fortnox godtar inte inloggningen, så kopplingen gäller inte längre.",
            en="Fortnox does not accept the sign-in, so the connection is no longer valid.",
        ),
        remedy=RECONNECT,
    ),
    2000311: Entry(
        kind=Kind.RECONNECT,
        field="consent",
        message=Words(
            sv="Fortnox fick ingen giltig inloggning med anropet.",
            en="Fortnox was given no valid sign-in with the request.",
        ),
        remedy=RECONNECT,
    ),
    2000663: Entry(
        kind=Kind.RECONNECT,
        field="scope",
        message=Words(
            sv="Kopplingen till Fortnox saknar en behörighet som behövs.",
            en="The connection to Fortnox lacks a permission that is needed.",
        ),
        remedy=RECONNECT,
    ),
    2001101: Entry(
        kind=Kind.SETTINGS,
        field="licence",
        message=Words(
            sv="Företaget saknar en licens i Fortnox som behövs för att ta emot order.",
            en="The company lacks a licence in Fortnox that is needed to receive orders.",
        ),
        remedy=Words(
            sv="Aktivera licenserna Integration och Order i Fortnox och välj sedan Försök igen.",
            en="Activate the licences Integration and Order in Fortnox, then choose Retry.",
        ),
    ),
    2001103: Entry(
        kind=Kind.SETTINGS,
        field="licence",
        message=Words(
            sv="Företaget saknar licensen Integration i Fortnox, som varje koppling behöver.",
            en="The company lacks the licence Integration in Fortnox, which every connection"
            " needs.",
        ),
        remedy=Words(
            sv="Aktivera licensen Integration under Användare i Fortnox och välj sedan Försök"
            " igen.",
            en="Activate the licence Integration under Users in Fortnox, then choose Retry.",
        ),
    ),
    2001393: Entry(
        kind=Kind.RECONNECT,
        field="scope",
        message=Words(
            sv="Kopplingen till Fortnox saknar behörigheten till kundfakturor.",
            en="The connection to Fortnox lacks the permission to customer invoices.",
        ),
        remedy=RECONNECT,
    ),
    2002455: Entry(
        kind=Kind.RECONNECT,
        field="scope",
        message=Words(
            sv="Kopplingen till Fortnox saknar behörigheten till verifikationer.",
            en="The connection to Fortnox lacks the permission to vouchers.",
        ),
        remedy=RECONNECT,
    ),
    2003275: Entry(
        kind=Kind.RECONNECT,
        field="scope",
        message=Words(
            sv="Den som godkände kopplingen får inte själv göra detta i Fortnox.",
            en="The person who approved the connection may not do this in Fortnox themselves.",
        ),
        remedy=Words(
            sv="Låt någon som är systemadministratör i Fortnox öppna Integrationer → Fortnox och"
            " välja Anslut igen.",
            en="Let somebody who is system administrator in Fortnox open Integrations → Fortnox"
            " and choose Reconnect.",
        ),
    ),
    2004054: Entry(
        kind=Kind.RECONNECT,
        field="consent",
        message=Words(
            sv="Inloggningen i Fortnox har slutat gälla.",
            en="The sign-in to Fortnox has stopped being valid.",
        ),
        remedy=RECONNECT,
    ),
}
