"""What is said when a payment provider does not do what it is asked."""

from tamio.outbox.problem import Problem, Words

_LONGEST = 300


def no_answer(name: str, detail: str) -> Problem:
    return Problem(
        code="no-answer",
        message=Words(
            sv=f"{name} svarar inte just nu.", en=f"{name} does not answer at the moment."
        ),
        remedy=Words(
            sv="Du behöver inte göra något. Tamio frågar igen av sig självt.",
            en="You need not do anything. Tamio asks again by itself.",
        ),
        detail=detail[:_LONGEST],
    )


def declined(name: str, code: str, said: str) -> Problem:
    words = " ".join(said.split())[:_LONGEST]
    return Problem(
        code=code,
        message=Words(
            sv=f"{name} gör det inte, och säger: ”{words}”.",
            en=f"{name} does not do it, and says: “{words}”.",
        ),
        remedy=Words(
            sv=f"Se efter hos {name} hur betalningen står, och betala tillbaka på annat sätt.",
            en=f"Look at {name} how the payment stands, and pay back in another way.",
        ),
        detail=words,
    )


def key_is_wrong(name: str, detail: str) -> Problem:
    return Problem(
        code="key",
        field="stripe_key",
        message=Words(
            sv=f"Butikens nyckel till {name} saknas eller gäller inte.",
            en=f"The store's key to {name} is missing or not valid.",
        ),
        remedy=Words(
            sv=f"Hämta en ny hemlig nyckel hos {name}, och spara den under Betalsätt bland"
            " inställningarna.",
            en=f"Fetch a new secret key at {name} and save it under Settings, Ways to pay.",
        ),
        detail=detail[:_LONGEST],
    )


def not_installed(name: str) -> Problem:
    return Problem(
        code="not-installed",
        message=Words(
            sv=f"Den här installationen saknar paketet för {name}.",
            en=f"This installation lacks the package for {name}.",
        ),
        remedy=Words(
            sv="Den som driver Tamio behöver installera tamio[stripe].",
            en="Whoever runs Tamio needs to install tamio[stripe].",
        ),
    )


def being_drawn(sent_as: str) -> Problem:
    return Problem(
        code="being-drawn",
        message=Words(
            sv="Det är inte känt än om kortet har debiterats.",
            en="It is not known yet whether the card has been charged.",
        ),
        remedy=Words(
            sv="Du behöver inte göra något. Tamio frågar igen av sig självt, och drar aldrig två"
            " gånger.",
            en="You need not do anything. Tamio asks again by itself, and never charges twice.",
        ),
        detail=sent_as,
    )
