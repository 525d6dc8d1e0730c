"""What a submission answers when a row of it has no account that Fortnox would take."""

from tamio.fortnox.sync.accounts.decider import Main, NoAccount, OfProduct
from tamio.fortnox.sync.accounts.naming import ground_words
from tamio.outbox.problem import Problem, Words

_CHOOSE = Words(
    sv="Välj ett annat konto under Integrationer → Fortnox → Konton, eller lägg upp eller aktivera"
    " kontot i Fortnox och läs kontoplanen igen. Fakturan skickas sedan av sig själv.",
    en="Choose another account under Integrations → Fortnox → Accounts, or add or activate the"
    " account in Fortnox and read the chart again. The invoice is then sent by itself.",
)
_CHOOSE_MAIN = Words(
    sv="Välj ett annat konto under Integrationer → Fortnox, eller lägg upp eller aktivera kontot i"
    " Fortnox och läs kontoplanen igen. Fakturan skickas sedan av sig själv.",
    en="Choose another account under Integrations → Fortnox, or add or activate the account in"
    " Fortnox and read the chart again. The invoice is then sent by itself.",
)
_CHOOSE_FIRST = Words(
    sv="Välj ett konto under Integrationer → Fortnox → Konton. Fakturan skickas sedan av sig"
    " själv.",
    en="Choose an account under Integrations → Fortnox → Accounts. The invoice is then sent by"
    " itself.",
)


def no_account(problem: NoAccount, *, product_name: str = "") -> Problem:
    """Names what the account was chosen for, the account, and what to do.

    `product_name` is that of the product whose own account it is.
    """
    ground, number = problem.decision.ground, problem.decision.number
    named = ground_words(ground, product_name=product_name)
    if number is None:
        return Problem(
            code="accounts",
            field=_field(problem),
            message=Words(
                sv=f"{named.sv}: inget konto är valt, och kontoplanen har inget givet.",
                en=f"{named.en}: no account is chosen, and the chart has no obvious one.",
            ),
            remedy=_CHOOSE_FIRST,
        )
    return Problem(
        code="accounts",
        field=_field(problem),
        message=Words(
            sv=f"{named.sv}: konto {number} {_state(problem).sv}.",
            en=f"{named.en}: account {number} {_state(problem).en}.",
        ),
        remedy=_CHOOSE_MAIN if isinstance(ground, Main) else _CHOOSE,
    )


def _state(problem: NoAccount) -> Words:
    if problem.known:
        return Words(sv="är inaktivt i Fortnox", en="is inactive in Fortnox")
    return Words(
        sv="finns inte längre i Fortnox kontoplan", en="is no longer in the chart in Fortnox"
    )


def _field(problem: NoAccount) -> str:
    ground = problem.decision.ground
    if isinstance(ground, OfProduct):
        return f"product-{ground.product_id}"
    return ground.value if isinstance(ground, Main) else ground.key
