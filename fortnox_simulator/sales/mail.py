"""Mails that would have been sent: kept on a shelf, shown by the control plane."""

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.errors import FortnoxError
from fortnox_simulator.resources.call import Call
from fortnox_simulator.sales.kinds import Kind


def send(kind: Kind, call: Call, document: Document) -> None:
    """Raises 2000588 when the document says no address to send to."""
    words = document["EmailInformation"]
    if not (words["EmailAddressTo"] or "").strip():
        raise FortnoxError(2000588, message="E-postadress saknas.")
    number = document["DocumentNumber"]
    mails = call.company.shelves["mails"]
    key = mails.next_number()
    mails.put(
        key,
        {
            "id": int(key),
            "time": call.now.isoformat(timespec="milliseconds"),
            "document": kind.name,
            "number": number,
            "from": words["EmailAddressFrom"],
            "to": words["EmailAddressTo"],
            "cc": words["EmailAddressCC"],
            "bcc": words["EmailAddressBCC"],
            "subject": _filled(words["EmailSubject"], number),
            "body": _filled(words["EmailBody"], number),
            "attachment": f"{kind.swedish}_{number}.pdf",
        },
    )


def _filled(text: str | None, number: str) -> str:
    return (text or "").replace("{no}", number)
