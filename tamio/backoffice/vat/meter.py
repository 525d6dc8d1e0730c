"""The threshold meter in words: what it says, and how serious that is."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from tamio.commerce.invoices.oss.threshold import Meter, Nearness
from tamio.look.chips import Tone


@dataclass(frozen=True, slots=True)
class Said:
    """`title` and `text` are "" where there is nothing to do."""

    tone: Tone
    title: str = ""
    text: str = ""


def said_of(meter: Meter, *, under_oss: bool) -> Said:
    """`under_oss`: the buyer's country's VAT is charged already, and the threshold is no matter."""
    if under_oss or meter.nearness is Nearness.BELOW:
        return Said(Tone.GOOD)
    if meter.nearness is Nearness.NEAR:
        return Said(
            Tone.NEEDS_YOU,
            _("You are near the threshold for sales to consumers in the EU"),
            _(
                "From the sale that passes it, the buyer's country's VAT is due. Register for OSS"
                " with the Swedish Tax Agency in good time, and write the day under Settings."
            ),
        )
    return Said(
        Tone.WRONG,
        _("The threshold for sales to consumers in the EU is passed"),
        _(
            "The buyer's country's VAT is due on such sales now, but the shop still charges your"
            " own. Register for OSS with the Swedish Tax Agency today, and write the day from which"
            " it holds under Settings; ask your accountant about the sales since the threshold."
        ),
    )
