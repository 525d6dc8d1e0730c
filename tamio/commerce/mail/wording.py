"""What is said when an e-mail does not simply go: what happened, why, and what to do."""

from tamio.outbox.problem import Problem, Words

_BY_ITSELF = Words(
    sv="Du behöver inte göra något. Tamio försöker igen av sig självt.",
    en="You need not do anything. Tamio tries again by itself.",
)
_LONGEST = 300


def no_answer(detail: str) -> Problem:
    return Problem(
        code="no-answer",
        message=Words(
            sv="E-postservern svarar inte just nu.",
            en="The mail server does not answer at the moment.",
        ),
        remedy=_BY_ITSELF,
        detail=detail[:_LONGEST],
    )


def not_now(code: int, said: str) -> Problem:
    return Problem(
        code=str(code),
        message=Words(
            sv=f"E-postservern tog inte emot mejlet än, och sade: ”{_short(said)}”.",
            en=f"The mail server did not take the message yet, and said: “{_short(said)}”.",
        ),
        remedy=_BY_ITSELF,
    )


def refused(code: int, said: str) -> Problem:
    return Problem(
        code=str(code),
        field="recipient",
        message=Words(
            sv=f"E-postservern tar inte emot mejlet, och säger: ”{_short(said)}”.",
            en=f"The mail server does not take the message, and says: “{_short(said)}”.",
        ),
        remedy=Words(
            sv="Kontrollera mottagarens e-postadress och rätta den. Välj sedan Försök igen.",
            en="Check the recipient's e-mail address and correct it. Then choose Retry.",
        ),
    )


def server_refuses_us(detail: str) -> Problem:
    return Problem(
        code="sender",
        field="TAMIO_MAIL_URL",
        message=Words(
            sv="E-postservern släpper inte in Tamio som avsändare.",
            en="The mail server does not let Tamio in as a sender.",
        ),
        remedy=Words(
            sv="Den som driver Tamio behöver rätta TAMIO_MAIL_URL eller TAMIO_MAIL_FROM. Tamio"
            " försöker igen av sig självt.",
            en="Whoever runs Tamio needs to correct TAMIO_MAIL_URL or TAMIO_MAIL_FROM. Tamio tries"
            " again by itself.",
        ),
        detail=detail[:_LONGEST],
    )


def _short(said: str) -> str:
    return " ".join(said.split())[:_LONGEST]
