"""The actions of orders and invoices that print or send: /print, /preview, /email, /externalprint.

Printing and sending are GETs that change the document: it counts as sent from then on.
"""

from functools import partial

from fortnox_simulator.companies.shelf import Document
from fortnox_simulator.resources.call import Answer, Call, Route
from fortnox_simulator.sales import mail, records
from fortnox_simulator.sales.kinds import Kind
from fortnox_simulator.sales.printed import printed


def routes(kind: Kind, *, scope: str) -> tuple[Route, ...]:
    path = f"{kind.shelf}/{{number}}"
    return (
        Route("GET", f"{path}/preview", partial(preview, kind), scope),
        Route("GET", f"{path}/print", partial(print_out, kind), scope),
        Route("GET", f"{path}/email", partial(send_by_email, kind), scope),
        Route("PUT", f"{path}/externalprint", partial(set_sent, kind), scope),
    )


def preview(kind: Kind, call: Call) -> Answer:
    return on_paper(kind, call, records.find(kind, call))


def print_out(kind: Kind, call: Call) -> Answer:
    return on_paper(kind, call, sent(kind, call, records.find(kind, call)))


def send_by_email(kind: Kind, call: Call) -> Answer:
    document = records.find(kind, call)
    mail.send(kind, call, document)
    return records.answer(kind, 200, sent(kind, call, document))


def set_sent(kind: Kind, call: Call) -> Answer:
    return records.answer(kind, 200, sent(kind, call, records.find(kind, call)))


def sent(kind: Kind, call: Call, document: Document) -> Document:
    return records.keep(kind, call, {**document, "Sent": True})


def on_paper(kind: Kind, call: Call, document: Document, *, title: str = "") -> Answer:
    return Answer(200, None, pdf=printed(kind, call.company, document, title=title))
