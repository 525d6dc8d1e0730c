"""What is said while the register of VAT numbers does not answer."""

from tamio.outbox.problem import Problem, Words


def unreachable(detail: str) -> Problem:
    return Problem(
        code="vies",
        message=Words(
            sv="EU:s register över momsregistreringsnummer (VIES) svarar inte just nu.",
            en="The EU's register of VAT numbers (VIES) does not answer at the moment.",
        ),
        remedy=Words(
            sv="Du behöver inte göra något. Försäljningen påverkas inte, och Tamio frågar igen av"
            " sig självt.",
            en="You need not do anything. The sale is not affected, and Tamio asks again by"
            " itself.",
        ),
        detail=detail,
    )
