"""What the register has said of a number so far, for the next sale by it in the same store."""

from tamio.commerce.customers.models import VatAnswer, VatCheck
from tamio.commerce.vat.standing import VatNumberStanding

#: More questions in vain one after the other than there can be within the life of an answer.
_LOOKED_AT = 50


def standing(*, store_id: int, vat_number: str) -> VatNumberStanding:
    """The last definite answer; without one UNREACHABLE if it was tried in vain, else UNASKED.

    One query, and none for no number.
    """
    if not vat_number:
        return VatNumberStanding.UNASKED
    checks = VatCheck.objects.filter(store_id=store_id, vat_number=vat_number).exclude(answer="")
    answers = list(checks.order_by("-pk").values_list("answer", flat=True)[:_LOOKED_AT])
    definite = (each for each in answers if each != VatAnswer.UNREACHABLE)
    said = next(definite, answers[0] if answers else "")
    return VatNumberStanding(said) if said else VatNumberStanding.UNASKED
