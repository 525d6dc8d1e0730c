"""/3/accountcharts: the names a new financial year's chart can be chosen by."""

from fortnox_simulator.ledger.years import CHARTS
from fortnox_simulator.resources import lists
from fortnox_simulator.resources.call import Answer, Call, verbs


def index(call: Call) -> Answer:
    """Documented without MetaInformation; not paged (a client's tests)."""
    lists.check_unpaged(call)
    return Answer(200, {"AccountCharts": [{"Name": name} for name in CHARTS]})


ROUTES = verbs("accountcharts", scope="bookkeeping", index=index)
