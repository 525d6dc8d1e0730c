"""Runs one attempt at something in Fortnox, and turns what it raises into one of the answers."""

from collections.abc import Callable
from datetime import timedelta

from tamio.fortnox.client.errors import FortnoxError, RateLimited
from tamio.fortnox.models import Connection
from tamio.fortnox.sync import pacing, wording
from tamio.fortnox.sync.answers import outcome_of
from tamio.fortnox.sync.cards import NumberUsed
from tamio.fortnox.sync.customers import NumberTaken
from tamio.fortnox.sync.matching.adopting import Unmatched
from tamio.fortnox.sync.tokens import NotConnected, RenewalUnderWay
from tamio.fortnox.sync.writing import StillUnderWay, Writing
from tamio.outbox.outcome import Later, NeedsSettings, Outcome, Reconnect
from tamio.outbox.problem import Problem

#: How long a lane rests whose token is being renewed by somebody who does not come to an end.
_RENEWAL_REST = timedelta(seconds=5)


def answered(
    run: Callable[[], Outcome], *, connection: Connection, writing: Writing, currency: str
) -> Outcome:
    """What `run` answers, or what its error means. Only LeaseLost and Interrupted go on."""
    try:
        return run()
    except FortnoxError as error:
        if isinstance(error, RateLimited):
            pacing.spend(tenant_id=connection.tenant_id, at=pacing.seconds())
        return outcome_of(error, now=writing.now, currency=currency)
    except StillUnderWay as earlier:
        return Later(wording.still_under_way(), due_at=earlier.until, counts_as_try=False)
    except (NumberTaken, NumberUsed) as other:
        return NeedsSettings(_about_the_number(other))
    except Unmatched as unmatched:
        return unmatched.outcome
    except NotConnected:
        return Reconnect(wording.consent_lost())
    except RenewalUnderWay:
        # All of the lane waits for the same token: each would keep a thread for as long.
        until = writing.now + _RENEWAL_REST
        return Later(wording.renewing(), due_at=until, rests_until=until, counts_as_try=False)


def _about_the_number(error: NumberTaken | NumberUsed) -> Problem:
    return error.problem if isinstance(error, NumberTaken) else wording.number_spent(str(error))
